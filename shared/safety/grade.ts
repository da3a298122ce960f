/** Severity grade of CTCAE: 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death. */
export type Grade = 1 | 2 | 3 | 4 | 5

export const GRADES: readonly Grade[] = [1, 2, 3, 4, 5]
