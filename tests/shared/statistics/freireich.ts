/**
 * Remission times in weeks, 6-mercaptopurine against placebo.
 * @source Freireich et al., Blood 1963; printed in Cox 1972 and Klein and Moeschberger, table 1.1.
 */
export const mercaptopurine = {
  time: [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
  event: [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
}

export const placebo = {
  time: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
  event: Array.from({ length: 21 }, () => 1),
}

export const bothArms = {
  time: [...mercaptopurine.time, ...placebo.time],
  event: [...mercaptopurine.event, ...placebo.event],
  group: [...mercaptopurine.time.map(() => '6-MP'), ...placebo.time.map(() => 'placebo')],
}
