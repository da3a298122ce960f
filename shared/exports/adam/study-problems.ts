import type { ProtocolDefinition } from '../../protocol/define.ts'
import type { DatasetProblem } from '../datasets/define.ts'
import { isOwnKind } from './adeff.ts'
import { parametersOf } from './parameters.ts'

/** What the definition asks that its analysis datasets say another way, or not at all. */
export function studyProblems(definition: ProtocolDefinition): readonly DatasetProblem[] {
  const shortened = parametersOf(definition).times.filter(
    ({ code, endpoint }) => code !== endpoint.id,
  )
  const foreign = definition.endpoints.filter(isOwnKind)
  return [
    ...notCollected(definition),
    ...shortened.map(({ code, endpoint: { id } }) =>
      problem('ADAM-PARAM-01', {
        en: `The endpoint ${id} has the parameter code ${code}: codes have eight capitals and digits at most.`,
        zh: `终点${id}的参数代码为${code}：参数代码最多8个大写字母和数字。`,
      }),
    ),
    ...foreign.map(({ id }) =>
      problem(
        'ADAM-PARAM-02',
        {
          en: `The endpoint ${id} is of a kind of its own: numbers and words of each subject stand in ADEFF; what it adds them up to does not.`,
          zh: `终点${id}属于自定义类型：各受试者的数值和文字列于ADEFF，其汇总方法不在数据集中。`,
        },
        { dataset: 'ADEFF', variable: 'PARAMCD' },
      ),
    ),
  ]
}

/** Characteristics of ADSL that DM has of no form of the study. */
const DEMOGRAPHY = [
  ['RACE', 'Race', '种族'],
  ['ETHNIC', 'Ethnicity', '民族'],
] as const

function notCollected({ forms }: ProtocolDefinition): readonly DatasetProblem[] {
  const asked = new Set(
    forms.flatMap(({ items, group }) =>
      [...items, ...(group?.items ?? [])].map(({ sdtm }) => sdtm),
    ),
  )
  return DEMOGRAPHY.filter(([name]) => !asked.has(`DM.${name}`)).map(([name, en, zh]) =>
    problem(
      'ADAM-SL-01',
      {
        en: `${en} is not collected in this study: ${name} is empty for every subject.`,
        zh: `本研究未收集${zh}，所有受试者的${name}均为空。`,
      },
      { dataset: 'ADSL', variable: name },
    ),
  )
}

const PARAMETER_CODE = { dataset: 'ADTTE', variable: 'PARAMCD' } as const

function problem(
  rule: string,
  message: DatasetProblem['message'],
  at: Pick<DatasetProblem, 'dataset' | 'variable'> = PARAMETER_CODE,
): DatasetProblem {
  return {
    rule,
    severity: 'note',
    ...at,
    subjid: null,
    source: null,
    message,
  }
}
