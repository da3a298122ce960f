const PROTOCOL = { en: 'Protocol, conventions of the analysis', zh: '方案：分析约定' } as const
const RECIST = (section: string): { readonly en: string; readonly zh: string } => ({
  en: `RECIST 1.1, ${section}`,
  zh: `RECIST 1.1第${section}节`,
})

const MRECIST = {
  en: 'mRECIST (Lencioni & Llovet 2010)',
  zh: 'mRECIST（Lencioni和Llovet，2010）',
} as const

/** Where the words of a rule stand: the part of a criterion, or the study's own conventions. */
const SOURCES: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  'A-1': RECIST('4.2'),
  'A-2': RECIST('4.2'),
  'A-3-nadir-percent': RECIST('4.3.1'),
  'A-3-nadir-mm': RECIST('4.3.1'),
  'A-3-baseline-percent': RECIST('4.3.1'),
  'A-5': RECIST('4.3.1'),
  'A-measurable': RECIST('3.1'),
  'T-3': RECIST('4.3.2'),
  'T-4': RECIST('4.4.2'),
  'T-5': RECIST('4.4.3'),
  'T-6': RECIST('4.3.1'),
  'T-7': RECIST('4.3.1'),
  'T-8': RECIST('4.4.2'),
  'T-9': RECIST('4.3.1'),
  'T-10': RECIST('4.3.1'),
  'N-1': RECIST('4.3.4'),
  'N-2': RECIST('4.3.3'),
  'N-3': RECIST('4.4.3'),
  'N-4': RECIST('3.2'),
  'L-1': RECIST('4.3.5'),
  'L-2': RECIST('4.3.5'),
  'L-3': RECIST('4.2'),
  'L-6': MRECIST,
  'L-7': MRECIST,
  'K-2': RECIST('4.3.3'),
  'O-1': RECIST('4.4.1'),
  'B-1': RECIST('4.4.3'),
  'B-2': RECIST('4.4.3'),
  'B-2-first': RECIST('4.4.3'),
  'B-4': RECIST('4.6.1'),
  'B-6': RECIST('4.6.1'),
  'B-8': RECIST('4.4.3'),
  'B-11': RECIST('4.6.1'),
  'B-response': RECIST('4.6.2'),
  BCLC: { en: 'BCLC 2022 (Reig et al.)', zh: 'BCLC 2022（Reig等）' },
  ALBI: { en: 'ALBI (Johnson et al. 2015)', zh: 'ALBI（Johnson等，2015）' },
  'Child-Pugh': { en: 'Pugh et al. 1973', zh: 'Pugh等，1973' },
  BMI: { en: 'Form definition', zh: '表单定义' },
  BSA: { en: 'Mosteller 1987', zh: 'Mosteller，1987' },
  AGE: { en: 'Form definition', zh: '表单定义' },
  'AE-grade': { en: 'CTCAE 5.0', zh: 'CTCAE 5.0' },
}

/** Rules of the tumour that mRECIST states itself; what it leaves open follows RECIST 1.1. */
const IN_MRECIST = /^(?:A-[123]|T-[679]|T-10|N-[124]|L-[12]|O-1)/

/** The source of a rule under a response criterion, in words; the study's conventions for the rest. */
export function ruleSource(rule: string, under: string | undefined, language: 'en' | 'zh'): string {
  if (rule.startsWith('CTCAE ')) return rule.split(' / ')[0] ?? rule
  const source = (SOURCES[rule] ?? PROTOCOL)[language]
  return under === 'mRECIST' && IN_MRECIST.test(rule)
    ? `mRECIST (Lencioni & Llovet 2010); ${source}`
    : source
}
