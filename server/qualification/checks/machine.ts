import { existsSync, openSync, closeSync, fsyncSync, rmSync, writeSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { randomBytes } from 'node:crypto'
import { serverTimeZone } from '../../server-time-zone.ts'
import { isLow } from '../../../shared/system/alerts.ts'
import { fact, required, same, type Check, type Line } from '../define.ts'

/** Room and rights where data are written. */
export const folders: Check = {
  key: 'folders',
  part: 'installation',
  title: { en: 'Folders and disk', zh: '文件夹与磁盘' },
  about: {
    en: 'Files can be made, flushed and removed in the data folder and the temporary folder, and there is room.',
    zh: '可在数据文件夹与临时文件夹中建立、刷写与删除文件，且空间充足。',
  },
  async run({ installation: { dataDir } }) {
    const data = { en: 'Data folder', zh: '数据文件夹' }
    const temporary = { en: 'Temporary folder', zh: '临时文件夹' }
    const lines = existsSync(dataDir)
      ? await folderLines(data, dataDir)
      : [fact(data, { en: `${dataDir}: not there yet`, zh: `${dataDir}：尚不存在` })]
    return { lines: [...lines, ...(await folderLines(temporary, tmpdir()))] }
  },
}

const WRITABLE = { en: 'writable', zh: '可写' }

async function folderLines(label: Line['label'], folder: string): Promise<readonly Line[]> {
  const { bavail, blocks, bsize } = await statfs(folder)
  const room = { free: bavail * bsize, size: blocks * bsize }
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
  return [
    fact(label, folder),
    required({ en: `${label.en}: access`, zh: `${label.zh}：访问` }, written(folder), WRITABLE),
    required(
      { en: `${label.en}: free`, zh: `${label.zh}：可用空间` },
      {
        en: `${gigabytes(room.free)} of ${gigabytes(room.size)}`,
        zh: `${gigabytes(room.free)} / ${gigabytes(room.size)}`,
      },
      { en: 'more than 2 GB or a tenth, and 0.5 GB', zh: '大于 2 GB 或十分之一，且大于 0.5 GB' },
      !isLow(room, false),
    ),
  ]
}

function written(folder: string) {
  const file = path.join(folder, `.hepatrial-qualify-${randomBytes(6).toString('hex')}`)
  try {
    const handle = openSync(file, 'wx', 0o600)
    try {
      writeSync(handle, 'written')
      fsyncSync(handle)
    } finally {
      closeSync(handle)
      rmSync(file)
    }
    return WRITABLE
  } catch (error) {
    return same(error instanceof Error ? error.message : String(error))
  }
}

const LOOK_MS = 300
const MOST_DRIFT_MS = 50

/** Times of the trail are the clock's of this machine. */
export const clock: Check = {
  key: 'clock',
  part: 'installation',
  title: { en: 'Clock', zh: '时钟' },
  about: {
    en: 'The clock runs as fast as one that cannot be set, and tells a year that can be. Whether it is right against a time service is for whoever runs the machine to show.',
    zh: '时钟与不可调的计时器走速一致，年份合理。与授时服务的同步情况由机器运行人员证明。',
  },
  async run() {
    const [wall, steady] = [Date.now(), performance.now()]
    await wait(LOOK_MS)
    const drift = Math.abs(Date.now() - wall - (performance.now() - steady))
    const now = new Date()
    return {
      lines: [
        fact({ en: 'Time', zh: '时间' }, now.toISOString()),
        fact({ en: 'Time zone of the server', zh: '服务器时区' }, serverTimeZone()),
        required(
          { en: 'Year', zh: '年份' },
          now.getUTCFullYear(),
          { en: '2026 or later', zh: '2026 年或以后' },
          now.getUTCFullYear() >= 2026,
        ),
        required(
          { en: `Difference in ${LOOK_MS} ms`, zh: `${LOOK_MS} ms 内的偏差` },
          `${drift.toFixed(0)} ms`,
          { en: `at most ${MOST_DRIFT_MS} ms`, zh: `不超过 ${MOST_DRIFT_MS} ms` },
          drift <= MOST_DRIFT_MS,
        ),
      ],
    }
  },
}
