import type { Clock } from '../../shared/backup/schedule.ts'

/** The clock of the machine, in its own zone. */
export const serverClock: Clock = {
  face(moment) {
    const at = new Date(moment)
    return {
      ...{ year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() },
      ...{ hour: at.getHours(), minute: at.getMinutes() },
    }
  },
  moment: ({ year, month, day, hour, minute }) =>
    new Date(year, month - 1, day, hour, minute).getTime(),
}
