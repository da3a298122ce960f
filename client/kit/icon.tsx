import type { ReactNode } from 'react'

const PATHS = {
  work: 'M3 4h10M3 8h10M3 12h6',
  home: 'M2.5 8 8 3l5.5 5M4 7v6h8V7',
  subjects: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 14c.5-3 2.4-4.3 5-4.3s4.5 1.3 5 4.3',
  results: 'M3 13V3M3 13h10M5.5 10.5l2.5-3 2 1.5 3-4',
  safety: 'M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.3v.2',
  alert: 'M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5l3-3ZM8 5v3.5M8 10.8v.2',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 3.5l-2 9',
  notice: 'M8 2.5a3.5 3.5 0 0 0-3.5 3.5v3L3 11.5h10L11.5 9V6A3.5 3.5 0 0 0 8 2.5ZM6.7 13.5h2.6',
  export: 'M8 2.5v7M5 6.5l3 3 3-3M3 11v2.5h10V11',
  archive: 'M2.5 3h11v3h-11V3ZM3.5 6v7.5h9V6M6.5 8.5h3',
  audit: 'M4 2.5h6l2.5 2.5v8.5h-8.5v-11ZM6 7h4.5M6 9.5h4.5M6 12h3',
  queries: 'M2.5 3h11v8H8l-3 2.5V11H2.5V3ZM6.5 6a1.5 1.5 0 1 1 2 1.4c-.4.2-.5.4-.5.8M8 9.6v.2',
  verify: 'M4 2.5h6l2.5 2.5v8.5h-8.5v-11ZM6 9l1.5 1.5L10.5 7',
  checks: 'M3 4.5l1.5 1.5L7 3.5M3 11l1.5 1.5L7 10M9 5h4.5M9 11.5h4.5',
  settings: 'M3 5h6M12 5h1M3 11h1M7 11h6M10.5 3.5v3M5.5 9.5v3',
  flask: 'M6.5 2.5h3M7 2.5v4L3.5 13a.6.6 0 0 0 .5.9h8a.6.6 0 0 0 .5-.9L9 6.5v-4M5.3 10.5h5.4',
  book: 'M8 4C6.5 3 4.5 3 2.5 3.3v9.5c2-.3 4-.3 5.5.7 1.5-1 3.5-1 5.5-.7V3.3c-2-.3-4-.3-5.5.7ZM8 4v9.5',
  accounts:
    'M6 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM2 13c.3-2.3 1.7-3.5 4-3.5s3.7 1.2 4 3.5M11 5.5v4M9 7.5h4',
  plus: 'M8 3v10M3 8h10',
  language:
    'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM2.5 8h11M8 2.5c-3 3.5-3 7.5 0 11 3-3.5 3-7.5 0-11Z',
  help: 'M5.5 6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.5M8 12.3v.2',
  keys: 'M2 4.5h12v7H2v-7ZM4.5 7h.2M7 7h.2M9.5 7h.2M12 7h.2M5 9.5h6',
  scheme: 'M8 2.5a5.5 5.5 0 1 0 0 11v-11Z',
  leave: 'M6.5 3H3v10h3.5M7 8h6.5M11 5.5 13.5 8 11 10.5',
  collapse: 'M9.5 4 5.5 8l4 4',
  expand: 'M6.5 4l4 4-4 4',
  reason: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM4.2 11.8l7.6-7.6',
  remove: 'M4 4l8 8M12 4l-8 8',
  history: 'M3 8a5 5 0 1 0 1.5-3.5L3 6M3 3v3h3M8 5.5V8l2 1.5',
  lock: 'M4 7.5h8v6H4v-6ZM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  edit: 'M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3 3 13Z',
} as const

export type IconName = keyof typeof PATHS

/** A line icon of 16 px; says nothing by itself, so a label or tooltip always goes with it. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
