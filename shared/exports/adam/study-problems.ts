import type { ProtocolDefinition } from '../../protocol/define.ts'
import type { DatasetProblem } from '../datasets/define.ts'
import { parametersOf } from './parameters.ts'

/** What the definition asks that its analysis datasets say another way, or not at all. */
export function studyProblems(definition: ProtocolDefinition): readonly DatasetProblem[] {
  const shortened = parametersOf(definition).times.filter(
    ({ code, endpoint }) => code !== endpoint.id,
  )
  const foreign = definition.endpoints.filter(({ kind }) => kind.startsWith('x-'))
  return [
    ...shortened.map(({ code, endpoint: { id } }) =>
      problem('ADAM-PARAM-01', {
        en: `The endpoint ${id} has the parameter code ${code}: codes have eight capitals and digits at most.`,
        zh: `终点${id}的参数代码为${code}：参数代码最多8个大写字母和数字。`,
      }),
    ),
    ...foreign.map(({ id }) =>
      problem('ADAM-PARAM-02', {
        en: `The endpoint ${id} is of a kind of its own and stands in no analysis dataset.`,
        zh: `终点${id}属于自定义类型，未列入任何分析数据集。`,
      }),
    ),
  ]
}

function problem(rule: string, message: DatasetProblem['message']): DatasetProblem {
  return {
    rule,
    severity: 'note',
    dataset: 'ADTTE',
    variable: 'PARAMCD',
    subjid: null,
    source: null,
    message,
  }
}
