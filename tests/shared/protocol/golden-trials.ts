/** The reference trials: one folder for each built-in protocol. */
export const GOLDEN_TRIALS = [
  'donafenib-switch',
  'toripalimab-donafenib',
  'regorafenib-pd1',
  'tace-systemic',
  'lenvatinib-toripalimab',
] as const
