import type { EditCheck } from '../define.ts'

type Items = Readonly<Record<string, string>>

const procedure = (items: Items) => ({
  form: 'procedures',
  items: { PRTRT: 'TACE', PRSTDAT: '2024-02-01', ...items },
})
const therapy = (items: Items) => ({
  form: 'new-therapies',
  items: { CMTRT: 'Regorafenib', CMSTDAT: '2024-08-01', ...items },
})

/** Local therapy, and anticancer therapy after the study's. */
export const therapyChecks: readonly EditCheck[] = [
  {
    key: 'PR-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'procedures',
    item: 'PRTRT',
    rationale: {
      en: 'A procedure recorded twice is counted twice. Of one day, only those of other lesions are others.',
      zh: '重复记录的操作会被重复计数。同一天的同种操作，仅针对不同病灶时为不同操作。',
    },
    condition: {
      producer: 'recorded-twice',
      params: { file: 'procedures', what: 'PRTRT', when: 'PRSTDAT', also: 'PRLNKID' },
    },
    compares: [],
    message: {
      en: '{{name}} of {{date}} is recorded twice. Remove one, correct one of them, or confirm with a reason.',
      zh: '{{date}}的{{name}}有两条记录。请移除其一、更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [procedure({}), procedure({ PRSTDAT: '2024-03-14' })] },
      { records: [procedure({}), procedure({ PRTRT: 'HAIC' })] },
      {
        records: [
          procedure({ PRTRT: 'ABLATION', PRLNKID: 'T01' }),
          procedure({ PRTRT: 'ABLATION', PRLNKID: 'T02' }),
        ],
      },
      { records: [procedure({ PRSTDAT: '' }), procedure({ PRSTDAT: '' })] },
    ],
    fail: [{ records: [procedure({}), procedure({})] }],
  },
  {
    key: 'NT-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'new-therapies',
    item: 'CMTRT',
    rationale: {
      en: 'A therapy recorded twice is counted twice.',
      zh: '重复记录的治疗会被重复计数。',
    },
    condition: {
      producer: 'recorded-twice',
      params: { file: 'new-therapies', what: 'CMTRT', when: 'CMSTDAT' },
    },
    compares: [],
    message: {
      en: '{{name}} from {{date}} is recorded twice. Remove one, correct one of them, or confirm with a reason.',
      zh: '{{date}}开始的{{name}}有两条记录。请移除其一、更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [therapy({}), therapy({ CMSTDAT: '2024-10-01' })] },
      { records: [therapy({}), therapy({ CMTRT: 'Nivolumab' })] },
    ],
    fail: [{ records: [therapy({}), therapy({ CMTRT: 'regorafenib ' })] }],
  },
]
