/**
 * Cases of each fuzzed place: `few` in every run of the tests, each run with others; as many as
 * `FUZZ_RUNS` says where somebody looks longer.
 */
export function fuzzRuns(few: number): number {
  return Number(process.env['FUZZ_RUNS'] ?? few)
}
