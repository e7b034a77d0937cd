import { en, type Words } from './en.ts'
import { ja } from './ja.ts'

export type { Words }

export function wordsOf(language: 'en' | 'ja'): Words {
  return language === 'ja' ? ja : en
}
