/** Numbers, times and ratios as a reader of the language writes them. */
export interface Formats {
  count(value: number): string
  /** Milliseconds with a unit fit for their size: `0.42 ms`, `12.3 ms`, `812 ms`, `1.94 s`, `1 min 04 s`. */
  time(ms: number): string
  /** 0.97 → `97 %` (en: `97%`). */
  percent(ratio: number): string
  /** 1.943 → `1.94`. */
  factor(value: number): string
  /** Bytes: `812 B`, `12 kB`, `3.1 MB`. */
  bytes(value: number): string
  /** When a draft was changed. */
  moment(ms: number): string
}

export function createFormats(locale: string): Formats {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const moment = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  const digits = [0, 1, 2].map(
    places => new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places }),
  )
  const fixed = (value: number, places: 0 | 1 | 2): string => (digits[places] ?? whole).format(value)

  return {
    count: value => whole.format(value),
    time(ms) {
      if (!Number.isFinite(ms)) return '–'
      const size = Math.abs(ms)
      if (size === 0) return '0 ms'
      if (size < 9.995) return `${fixed(ms, 2)} ms`
      if (size < 99.95) return `${fixed(ms, 1)} ms`
      if (size < 999.5) return `${fixed(ms, 0)} ms`
      if (size < 59_995) return `${fixed(ms / 1000, size < 9995 ? 2 : 1)} s`
      const seconds = Math.round(ms / 1000)
      return `${whole.format(Math.floor(seconds / 60))} min ${String(seconds % 60).padStart(2, '0')} s`
    },
    percent: ratio => (Number.isFinite(ratio) ? percent.format(ratio) : '–'),
    factor: value => (Number.isFinite(value) ? fixed(value, value < 100 ? 2 : 0) : '–'),
    bytes(value) {
      if (value < 1000) return `${whole.format(value)} B`
      if (value < 999_500) return `${whole.format(value / 1000)} kB`
      return `${fixed(value / 1e6, 1)} MB`
    },
    moment: ms => moment.format(ms),
  }
}
