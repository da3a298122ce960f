import type { EditCheck } from '../define.ts'
import { dose, ENROLLED, event, FIRST_DOSES, result, sample } from './example-records.ts'

const ALT = 'Alanine aminotransferase increased'

type Items = Readonly<Record<string, string>>

const lenvatinib = (EXDOSE: string, items: Items = {}) =>
  dose('LENVATINIB', { EXSTDAT: '2024-02-13', EXDOSE, ...items })
const dosedUntil = (EXDOSE: string, EXENDAT: string) => [
  lenvatinib(EXDOSE, { EXSTDAT: '2024-01-10', EXENDAT }),
]
const infusion = (day: string) =>
  dose('TORIPALIMAB', { EXSTDAT: day, EXENDAT: day, EXDOSE: '240', EXDOSFRQ: 'Q3W' })
const REDUCED = { AEACN: 'DOSE REDUCED' }
const reduced = event(REDUCED)
const interrupted = event({ AEACN: 'DRUG INTERRUPTED' })
const withdrawn = event({ AEACN: 'DRUG WITHDRAWN' })
/** Donafenib from 10 January 2024, toripalimab on the 16th: day 1 of the window of toxicities. */
const BOTH_DRUGS = [...FIRST_DOSES, infusion('2024-01-16')]
const limiting = (AESTDAT: string) => event({ AESTDAT, AEDLT: 'Y', AEREL: 'DEFINITE' })
const endOfTreatment = {
  form: 'disposition',
  items: { DSSCAT: 'TREATMENT', DSSTDAT: '2024-05-01', DSDECOD: 'ADVERSE EVENT' },
}

/** Adverse events: grades, seriousness, actions, outcome. */
export const adverseEventChecks: readonly EditCheck[] = [
  {
    key: 'AE-01',
    version: '1',
    level: 'form',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AETOXGR',
    rationale: {
      en: 'CTCAE does not define every grade for every term.',
      zh: 'CTCAE并非为每个术语都定义了全部分级。',
    },
    condition: { producer: 'grade-not-offered' },
    compares: [],
    message: {
      en: '{{term}} has no grade {{grade}} in CTCAE v5.0 (grades {{grades}}). Correct the grade or the term, or confirm with a reason.',
      zh: 'CTCAE v5.0中{{term}}没有{{grade}}级（有{{grades}}级）。请更正分级或术语，或说明理由予以确认。',
    },
    pass: [{ records: [event({ AEDECOD: ALT, AETOXGR: '4' })] }],
    fail: [{ records: [event({ AEDECOD: ALT, AETOXGR: '5' })] }],
  },
  {
    key: 'AE-02',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AEDECOD',
    rationale: {
      en: 'Two rows of one term from one day count as two events.',
      zh: '同一术语同一天开始的两行会被计为两个事件。',
    },
    condition: { producer: 'event-twice' },
    compares: [],
    message: {
      en: '{{term}} beginning on {{date}} is recorded twice. Remove one, mark both as one event, or confirm with a reason.',
      zh: '{{date}}开始的{{term}}有两条记录。请移除其一、标记为同一事件，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          event({ AEDECOD: ALT, AESTDAT: '2024-02-10' }),
          event({ AEDECOD: ALT, AESTDAT: '2024-02-11' }),
        ],
      },
    ],
    fail: [{ records: [event({ AEDECOD: ALT }), event({ AEDECOD: ALT })] }],
  },
  {
    key: 'AE-03',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AEACN',
    rationale: {
      en: 'An action on a drug shows in the records of that drug: a reduction as a lower dose, an interruption as a row with dose 0 or a gap, a withdrawal as its end of treatment.',
      zh: '对某一药物采取的措施应体现在该药物的记录中：减量为其后剂量降低，暂停为剂量0的记录或用药间断，永久停药为其治疗结束记录。',
    },
    condition: { producer: 'action-not-shown' },
    compares: [],
    message: {
      en: '{{term}} from {{date}}: the action “{{action|AEACN}}” does not show in the dosing or end-of-treatment records of the drug. Correct one of them, or confirm with a reason.',
      zh: '{{term}}（{{date}}起）：所采取措施“{{action|AEACN}}”未见于该药物的用药记录或治疗结束记录。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [...dosedUntil('12', '2024-02-12'), lenvatinib('8'), reduced] },
      { records: [...dosedUntil('12', '2024-02-12'), lenvatinib(''), reduced] },
      {
        records: [lenvatinib('12'), event({ AESTDAT_REASND: 'UNKNOWN', AESTDAT: '', ...REDUCED })],
      },
      { records: [...dosedUntil('12', '2024-02-12'), lenvatinib('0'), interrupted] },
      {
        records: [
          ...dosedUntil('12', '2024-02-12'),
          lenvatinib('12', { EXSTDAT: '2024-02-15' }),
          interrupted,
        ],
      },
      { records: [...dosedUntil('12', '2024-02-12'), interrupted] },
      { records: [lenvatinib('12'), withdrawn, endOfTreatment] },
    ],
    fail: [
      { records: [...dosedUntil('12', '2024-12-01'), reduced] },
      { records: [...dosedUntil('8', '2024-02-12'), lenvatinib('12'), reduced] },
      { records: [...FIRST_DOSES, interrupted] },
      { records: [lenvatinib('12'), infusion('2024-02-21'), interrupted] },
      { records: [...dosedUntil('12', '2024-05-01'), interrupted, endOfTreatment] },
      { records: [...dosedUntil('12', '2024-02-12'), withdrawn] },
    ],
  },
  {
    key: 'AE-04',
    version: '4',
    level: 'subject',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AETOXGR',
    rationale: {
      en: 'The laboratory values suggest a grade; the investigator decides, and a difference is explained.',
      zh: '实验室结果给出建议分级，由研究者判定；二者不一致时应予说明。',
    },
    condition: { producer: 'grade-differs-from-laboratory' },
    compares: [],
    message: {
      en: 'The recorded grade of {{term}} is {{grade}}, that of the laboratory value ({{result}}) {{suggested}}. Correct one of them, or confirm with a reason.',
      zh: '{{term}}记录的分级为{{grade}}，检验值（{{result}}）对应的分级为{{suggested}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          ENROLLED,
          ...FIRST_DOSES,
          sample('W24', '2024-06-26', result('ALT', '150', 'U/L', '40')),
          event({ AEDECOD: ALT, AESTDAT: '2024-06-26', AETOXGR: '2' }),
        ],
      },
      // Grade 3 to 4: symptoms decide.
      {
        records: [
          ENROLLED,
          ...FIRST_DOSES,
          sample('W24', '2024-06-26', result('LIPASE', '600', 'U/L', '50')),
          event({ AEDECOD: 'Lipase increased', AESTDAT: '2024-06-26', AETOXGR: '4' }),
        ],
      },
      // The worsening has a row of its own.
      {
        records: [
          ENROLLED,
          ...FIRST_DOSES,
          sample('W4', '2024-02-10', result('ALT', '100', 'U/L', '40')),
          sample('W8', '2024-03-01', result('ALT', '250', 'U/L', '40')),
          event({
            ...{ AEDECOD: ALT, AESTDAT: '2024-02-10', AEENDAT: '2024-03-01' },
            AETOXGR: '1',
          }),
          event({ AEDECOD: ALT, AESTDAT: '2024-03-01', AETOXGR: '3' }),
        ],
      },
    ],
    fail: [
      {
        records: [
          ENROLLED,
          ...FIRST_DOSES,
          sample('W24', '2024-06-26', result('ALT', '150', 'U/L', '40')),
          event({ AEDECOD: ALT, AESTDAT: '2024-06-26', AETOXGR: '1' }),
        ],
      },
      // A later row that may begin after the value, and is as mild.
      {
        records: [
          ENROLLED,
          ...FIRST_DOSES,
          sample('W24', '2024-06-26', result('ALT', '1000', 'U/L', '40')),
          event({ AEDECOD: ALT, AESTDAT: '2024-05-01', AETOXGR: '1' }),
          event({ AEDECOD: ALT, AESTDAT: '2024-06', AETOXGR: '1' }),
        ],
      },
      {
        records: [
          ENROLLED,
          ...FIRST_DOSES,
          sample('W24', '2024-06-26', result('LIPASE', '600', 'U/L', '50')),
          event({ AEDECOD: 'Lipase increased', AESTDAT: '2024-06-26', AETOXGR: '2' }),
        ],
      },
      // Begun from a result that stands no longer.
      {
        records: [
          event({
            ...{ AEDECOD: ALT, AESTDAT: '2024-06-26', AETOXGR: '2' },
            ...{ AETOXGRS: '3', AETOXSRC: 'ALT 250 U/L, 2024-06-26' },
          }),
        ],
      },
    ],
  },
  {
    key: 'AE-05',
    version: '1',
    level: 'form',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AESER',
    rationale: {
      en: 'An event that meets a criterion of seriousness is serious.',
      zh: '符合任一严重性标准的事件即为严重不良事件。',
    },
    condition: {
      rule: 'AESER != "N" || (AESDTH != "Y" && AESLIFE != "Y" && AESHOSP != "Y" && AESDISAB != "Y" && AESCONG != "Y" && AESMIE != "Y")',
    },
    compares: ['AESER', 'AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE'],
    message: {
      en: 'The event is recorded as not serious, and a criterion of seriousness as met. Correct one of them, or confirm with a reason.',
      zh: '事件记录为非严重，但又符合某项严重性标准。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [event({ AESER: 'Y', AESHOSP: 'Y' })] }],
    fail: [{ records: [event({ AESER: 'N', AESHOSP: 'Y' })] }],
  },
  {
    key: 'AE-06',
    version: '1',
    level: 'form',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AEENDAT',
    rationale: {
      en: 'An event that has not recovered has no end.',
      zh: '未恢复的事件没有结束日期。',
    },
    condition: { rule: 'AEOUT != "NOT RECOVERED/NOT RESOLVED" || T_AEENDAT == ""' },
    compares: ['AEOUT', 'AEENDAT'],
    message: {
      en: 'The event has the end date {{AEENDAT}} and the outcome {{AEOUT}}. Correct one of them, or confirm with a reason.',
      zh: '事件填写了结束日期{{AEENDAT}}，转归却为{{AEOUT}}。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [event({ AEOUT: 'NOT RECOVERED/NOT RESOLVED' })] }],
    fail: [{ records: [event({ AEOUT: 'NOT RECOVERED/NOT RESOLVED', AEENDAT: '2024-03-01' })] }],
  },
  {
    key: 'AE-07',
    version: '1',
    level: 'subject',
    severity: 'note',
    form: 'adverse-events',
    item: 'AESTDAT',
    rationale: {
      en: 'What began before consent is medical history.',
      zh: '知情同意之前发生的属于既往病史。',
    },
    condition: { rule: 'AESTDAT_max >= consent' },
    compares: ['AESTDAT', 'consent'],
    message: {
      en: 'The event began on {{AESTDAT}}, before consent on {{consent}}: it may belong to the medical history.',
      zh: '事件开始于{{AESTDAT}}，早于知情同意日期{{consent}}，可能属于既往病史。',
    },
    pass: [{ records: [ENROLLED, event({})] }],
    fail: [{ records: [ENROLLED, event({ AESTDAT: '2023-12-01' })] }],
  },
  {
    key: 'AE-08',
    version: '2',
    level: 'form',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AEOUT',
    rationale: {
      en: 'Grade 5, a fatal outcome and the criterion “results in death” say the same. What is not answered yet says nothing.',
      zh: '5级、转归为死亡、严重性标准“导致死亡”三者应一致；尚未填写的不作判断。',
    },
    condition: {
      rule: '!(AETOXGR == "5" || AEOUT == "FATAL" || AESDTH == "Y") || !((AETOXGR != "" && AETOXGR != "5") || (AEOUT != "" && AEOUT != "FATAL") || AESDTH == "N")',
    },
    compares: ['AESDTH', 'AETOXGR', 'AEOUT'],
    message: {
      en: 'Results in death: {{AESDTH}}, grade {{AETOXGR|code}}, outcome {{AEOUT}} do not agree. Correct one of them, or confirm with a reason.',
      zh: '导致死亡：{{AESDTH}}，分级{{AETOXGR|code}}，转归{{AEOUT}}，三者不一致。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [event({ AESDTH: 'Y', AETOXGR: '5', AEOUT: 'FATAL' })] },
      { records: [event({ AETOXGR: '5', AESER: 'Y' })] },
      { records: [event({ AEOUT: 'FATAL' })] },
      { records: [event({ AESDTH: 'N', AETOXGR: '4', AEOUT: 'RECOVERED/RESOLVED' })] },
    ],
    fail: [
      { records: [event({ AESDTH: 'N', AETOXGR: '5', AEOUT: 'FATAL' })] },
      { records: [event({ AETOXGR: '5', AEOUT: 'RECOVERED/RESOLVED' })] },
      { records: [event({ AETOXGR: '4', AEOUT: 'FATAL' })] },
      { records: [event({ AESDTH: 'Y', AETOXGR: '4' })] },
    ],
  },
  {
    key: 'AE-09',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AEREL',
    rationale: {
      en: 'What began before a treatment was not caused by it. Procedures of the study count as its treatment.',
      zh: '治疗开始之前发生的事件不会由该治疗引起。研究中的操作也属于研究治疗。',
    },
    condition: { producer: 'related-before-treatment' },
    compares: [],
    message: {
      en: '{{term}} began on {{date}}, before the treatment did on {{first}}, and is recorded as “{{relation|AEREL}}”. Correct one of them, or confirm with a reason.',
      zh: '{{term}}开始于{{date}}，早于治疗开始日期{{first}}，而相关性填写为“{{relation|AEREL}}”。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [ENROLLED, ...FIRST_DOSES, event({ AESTDAT: '2024-01-10', AEREL: 'DEFINITE' })] },
      { records: [ENROLLED, ...FIRST_DOSES, event({ AESTDAT: '2024-01', AEREL: 'DEFINITE' })] },
      { records: [ENROLLED, ...FIRST_DOSES, event({ AESTDAT: '2024-01-04', AEREL: 'UNLIKELY' })] },
      { records: [ENROLLED, event({ AESTDAT: '2024-01-04', AEREL: 'DEFINITE' })] },
      {
        records: [
          ...FIRST_DOSES,
          { form: 'procedures', items: { PRTRT: 'TACE', PRSTDAT: '2024-01-03', PRCAT: 'STUDY' } },
          event({ AESTDAT: '2024-01-04', AEREL: 'DEFINITE' }),
        ],
      },
    ],
    fail: [
      { records: [ENROLLED, ...FIRST_DOSES, event({ AESTDAT: '2024-01-04', AEREL: 'DEFINITE' })] },
      { records: [ENROLLED, ...FIRST_DOSES, event({ AESTDAT: '2023', AEREL: 'POSSIBLE' })] },
    ],
  },
  {
    key: 'AE-10',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'adverse-events',
    item: 'AEDLT',
    rationale: {
      en: 'A dose-limiting toxicity begins within the window of the protocol; day 1 is the first day on which all drugs of the study have been given.',
      zh: '剂量限制性毒性（DLT）的发生应在方案规定的观察窗内；第1天为全部研究药物均已给药的首日。',
    },
    condition: { producer: 'dlt-outside-window' },
    compares: [],
    message: {
      en: 'The event began on {{date}} and is recorded as dose-limiting; the window of {{days}} days is {{first}} to {{last}}. Correct one of them, or confirm with a reason.',
      zh: '事件开始于{{date}}并记录为DLT；{{days}}天观察窗为{{first}}至{{last}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [...BOTH_DRUGS, limiting('2024-02-12')] },
      { records: [...BOTH_DRUGS, limiting('2024-01-16')] },
      { records: [...BOTH_DRUGS, limiting('2024-02')] },
      { records: [...FIRST_DOSES, limiting('2024-06-04')] },
    ],
    fail: [
      { records: [...BOTH_DRUGS, limiting('2024-02-13')] },
      { records: [...BOTH_DRUGS, limiting('2024-01-15')] },
      { records: [...BOTH_DRUGS, limiting('2024-06')] },
    ],
  },
]
