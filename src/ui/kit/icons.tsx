import type { ReactNode } from 'react'

interface IconProps {
  readonly size?: number
  readonly children: ReactNode
}

function Icon({ size = 14, children }: IconProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="icon">
      {children}
    </svg>
  )
}

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const

export const RunIcon = () => (
  <Icon>
    <path d="M4 2.5v11l9.5-5.5z" fill="currentColor" />
  </Icon>
)
export const CompareIcon = () => (
  <Icon>
    <g fill="currentColor">
      <rect x="1.5" y="3.5" width="13" height="3.4" rx="1.2" />
      <rect x="1.5" y="9.1" width="7" height="3.4" rx="1.2" />
    </g>
  </Icon>
)
export const StopIcon = () => (
  <Icon>
    <rect x="3" y="3" width="10" height="10" rx="1.6" fill="currentColor" />
  </Icon>
)
export const DownIcon = () => (
  <Icon size={12}>
    <path d="M4 6.2l4 4 4-4" {...stroke} />
  </Icon>
)
export const PlusIcon = () => (
  <Icon>
    <path d="M8 3v10M3 8h10" {...stroke} />
  </Icon>
)
export const MinusIcon = () => (
  <Icon>
    <path d="M3 8h10" {...stroke} />
  </Icon>
)
export const AttachIcon = () => (
  <Icon>
    <path
      d="M13 7.5l-5.2 5.2a3 3 0 0 1-4.3-4.3L9 3a2 2 0 0 1 2.9 2.9l-5.3 5.2a1 1 0 0 1-1.4-1.4L9.8 5"
      {...stroke}
      strokeWidth={1.3}
    />
  </Icon>
)
export const CloseIcon = () => (
  <Icon size={12}>
    <path d="M4 4l8 8M12 4l-8 8" {...stroke} />
  </Icon>
)
export const SlidersIcon = () => (
  <Icon>
    <g {...stroke}>
      <path d="M2 5h7M13 5h1M2 11h1M7 11h7" />
      <circle cx="11" cy="5" r="1.9" />
      <circle cx="5" cy="11" r="1.9" />
    </g>
  </Icon>
)
export const CopyIcon = () => (
  <Icon>
    <g {...stroke}>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.6" />
      <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
    </g>
  </Icon>
)
export const SaveIcon = () => (
  <Icon>
    <path d="M8 2.5v7.5M5 7.5L8 10.5l3-3M3 13.5h10" {...stroke} />
  </Icon>
)
export const MoreIcon = () => (
  <Icon>
    <g fill="currentColor">
      <circle cx="3.2" cy="8" r="1.4" />
      <circle cx="8" cy="8" r="1.4" />
      <circle cx="12.8" cy="8" r="1.4" />
    </g>
  </Icon>
)
export const OutIcon = () => (
  <Icon>
    <path d="M6 3H3v10h10v-3M9 2.5h4.5V7M13 3L7.5 8.5" {...stroke} />
  </Icon>
)
export const LightIcon = () => (
  <Icon>
    <g {...stroke}>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9" />
    </g>
  </Icon>
)
export const DarkIcon = () => (
  <Icon>
    <path d="M13.2 9.8A5.6 5.6 0 0 1 6.2 2.8a5.6 5.6 0 1 0 7 7z" {...stroke} />
  </Icon>
)
export const AutoIcon = () => (
  <Icon>
    <g>
      <circle cx="8" cy="8" r="5.6" {...stroke} />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" />
    </g>
  </Icon>
)

/** Three threads woven over and under a fourth. */
export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <g fill="none" strokeWidth="3" strokeLinecap="round">
        <path d="M3 6h16" stroke="var(--p1)" />
        <path d="M3 11h5M14 11h5" stroke="var(--p2)" />
        <path d="M3 16h16" stroke="var(--p3)" />
        <path d="M11 3v16" stroke="var(--ink)" />
      </g>
    </svg>
  )
}
