import type { Cell, DatasetDefinition, DatasetProblem, Tabulation } from './define.ts'

/**
 * What records hold that their definitions do not allow: a dataset or a variable that is not defined, a
 * text in a numeric variable, a number that is none. Each is a fault of the family that made them.
 */
export function definitionChecker(
  definitions: ReadonlyMap<string, DatasetDefinition>,
): (tabulation: Pick<Tabulation, 'records'>, subjid: string | null) => readonly DatasetProblem[] {
  const kinds = new Map(
    Array.from(definitions, ([key, { variables }]) => [
      key,
      new Map(variables.map(({ name, kind }) => [name, kind === 'text'])),
    ]),
  )
  return ({ records }, subjid) => {
    const problems: DatasetProblem[] = []
    for (const [dataset, own] of records) {
      const known = kinds.get(dataset)
      const add = (variable: string | null, source: DatasetProblem['source']): void => {
        problems.push(problemOf(dataset, { variable, subjid, source }))
      }
      if (known === undefined) {
        if (own.length > 0) add(null, null)
        continue
      }
      for (const { values, source = null } of own) {
        for (const name in values) {
          if (!isAllowed(values[name] ?? null, known.get(name))) add(name, source)
        }
      }
    }
    return problems
  }
}

function isAllowed(value: Cell, isText: boolean | undefined): boolean {
  if (value === null) return true
  if (isText === undefined) return false
  return isText || (typeof value === 'number' && Number.isFinite(value))
}

function problemOf(
  dataset: string,
  at: Pick<DatasetProblem, 'variable' | 'subjid' | 'source'>,
): DatasetProblem {
  const named = at.variable === null ? dataset : `${dataset}.${at.variable}`
  return {
    rule: 'DATASET-DEFINITION',
    severity: 'error',
    dataset,
    ...at,
    message: {
      en: `A value of ${named} is not as its definition says and is missing in the file.`,
      zh: `${named}的一个取值与其定义不符，在文件中记为缺失。`,
    },
  }
}
