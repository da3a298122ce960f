import type { VariableOrigin } from './define.ts'

const STUDY_DAY: VariableOrigin = {
  origin: 'Derived',
  method: {
    en: 'Date minus the date of first dose (RFSTDTC), plus 1 on or after it; empty unless both are known to the day.',
    zh: '日期减去首次用药日期（RFSTDTC），在首次用药当日及之后加1；任一日期不完整时为空。',
  },
}

const BY_NAME: Readonly<Record<string, VariableOrigin>> = {
  STUDYID: { origin: 'Protocol' },
  DOMAIN: { origin: 'Assigned' },
  USUBJID: {
    origin: 'Derived',
    method: {
      en: 'STUDYID, SITEID and SUBJID with hyphens between.',
      zh: '由STUDYID、SITEID和SUBJID以连字符连接而成。',
    },
  },
  VISITNUM: {
    origin: 'Assigned',
  },
  VISIT: { origin: 'Assigned' },
  VISITDY: { origin: 'Protocol' },
  EPOCH: {
    origin: 'Derived',
    method: {
      en: 'Epoch of the element in SE that covers the start of the record, or its collection where it has no start.',
      zh: '取SE中覆盖该记录开始日期（无开始日期时为采集日期）的阶段。',
    },
  },
}

const BY_ENDING: readonly (readonly [RegExp, VariableOrigin])[] = [
  [
    /^..SEQ$/,
    {
      origin: 'Derived',
      method: {
        en: 'Numbers from 1 for each subject in the order of the keys of the dataset.',
        zh: '在每名受试者内按数据集键变量排序后从1开始编号。',
      },
    },
  ],
  [/^..(?:DY|STDY|ENDY)$/, STUDY_DAY],
  [/^..SPID$/, { origin: 'Assigned' }],
  [
    /^..STRES[CNU]$/,
    {
      origin: 'Derived',
      method: {
        en: 'The result as collected, in the standard terms and units.',
        zh: '将采集结果转换为标准术语和单位。',
      },
    },
  ],
  [/^..(?:STAT|REASND|DTC|STDTC|ENDTC|ORRES|ORRESU)$/, { origin: 'Collected' }],
]

/** How a variable came to be that the engine fills; `Assigned` for all others. */
export function engineOrigin(variable: string): VariableOrigin {
  const named = BY_NAME[variable]
  if (named !== undefined) return named
  return BY_ENDING.find(([ending]) => ending.test(variable))?.[1] ?? { origin: 'Assigned' }
}
