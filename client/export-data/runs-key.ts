/** The reader's own checks and packages of a study. */
export function runsKey(study: string): readonly string[] {
  return ['study', study, 'export-runs']
}
