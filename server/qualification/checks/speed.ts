import { builtInFamilies } from '../../../shared/families.ts'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { sha256 } from '../../audit/hash.ts'
import { fact, figure, required, type Check, type Line } from '../define.ts'
import { saveForm, withServedBench, type ServedBench, type StoredForm } from '../served-bench.ts'
import { madeUpTrial } from '../workbench.ts'

const CALLERS = 20
const P99_AIM_MS = 50

/** Saves over HTTP, as many at once as a busy hospital makes. */
export const saves: Check = {
  key: 'saves',
  part: 'performance',
  title: { en: 'Saves over HTTP', zh: '通过 HTTP 保存' },
  about: {
    en: `${CALLERS} people save forms again and again, each waiting for the answer; they and the server share one process of this machine. Every save has to succeed.`,
    zh: `${CALLERS} 人反复保存表单，每次等待应答；客户端与服务在本机同一进程中运行。所有保存均须成功。`,
  },
  run: (bench) =>
    withServedBench(bench, async (served) => {
      const callers = served.records
        .slice(0, CALLERS)
        .map((stored) => ({ stored, version: stored.version }))
      // What is remembered of each subject, and code that is compiled, is so before the clock runs.
      const warmUp = await savedBy(served, callers, bench.sizes.seconds / 4)
      const { took, failed, seconds } = await savedBy(served, callers, bench.sizes.seconds)
      const sorted = [...took].sort((a, b) => a - b)
      const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
      return {
        lines: [
          required({ en: 'Callers', zh: '并发数' }, callers.length, CALLERS),
          fact({ en: 'Saves', zh: '保存次数' }, took.length),
          required({ en: 'Saves that failed', zh: '失败次数' }, failed + warmUp.failed, 0),
          fact({ en: 'Saves per second', zh: '每秒保存次数' }, (took.length / seconds).toFixed(0)),
          fact({ en: 'Half of them took', zh: '中位耗时' }, milliseconds(at(0.5))),
          figure(
            { en: '99 of 100 took at most', zh: '第 99 百分位耗时' },
            milliseconds(at(0.99)),
            { en: `under ${P99_AIM_MS} ms`, zh: `小于 ${P99_AIM_MS} ms` },
            at(0.99) < P99_AIM_MS,
          ),
        ],
      }
    }),
}

interface SavedTimes {
  readonly took: readonly number[]
  readonly failed: number
  readonly seconds: number
}

/** Somebody who saves one form again and again. */
interface Caller {
  readonly stored: StoredForm
  version: number
}

async function savedBy(
  served: ServedBench,
  callers: readonly Caller[],
  seconds: number,
): Promise<SavedTimes> {
  const took: number[] = []
  let failed = 0
  const began = performance.now()
  const until = began + seconds * 1000
  const save = async (caller: Caller): Promise<void> => {
    while (performance.now() < until) {
      const from = performance.now()
      const form = { ...caller.stored, version: caller.version }
      const status = await saveForm(served, form, `Saved at ${from}`)
      took.push(performance.now() - from)
      if (status === 200) caller.version += 1
      else failed += 1
    }
  }
  await Promise.all(callers.map(save))
  return { took, failed, seconds: (performance.now() - began) / 1000 }
}

function milliseconds(time: number): string {
  return `${time.toFixed(1)} ms`
}

/** Enough of a hash for a person to compare. */
const SHOWN = 16

/** Of the product: 10,000 subjects in 3 seconds. */
const AIM_MS_PER_SUBJECT = 0.3

/** Every time point, response and endpoint of a made-up trial. */
export const analysis: Check = {
  key: 'analysis',
  part: 'performance',
  title: { en: 'Analysis of a study', zh: '研究分析' },
  about: {
    en: 'All responses and endpoints of a made-up trial, in memory; the second of two runs is timed, and both have the same results.',
    zh: '在内存中计算虚构试验的全部疗效与终点；对两次运行中的第二次计时，两次结果须相同。',
  },
  run({ sizes: { analysed } }) {
    const [definition] = builtInFamilies.protocols.all
    if (definition === undefined) throw new Error('There is no protocol.')
    const trial = madeUpTrial(definition, analysed)
    const options = { cutoff: '2026-06-30' as IsoDate, source: 'investigator' } as const
    const result = analyse(trial, definition, options, builtInFamilies)
    const from = performance.now()
    const again = analyse(trial, definition, options, builtInFamilies)
    const took = performance.now() - from
    const hashOf = (one: object): string => sha256(JSON.stringify(one)).slice(0, SHOWN)
    const aim = Math.max(100, analysed * AIM_MS_PER_SUBJECT)
    return Promise.resolve({
      lines: [
        fact({ en: 'Subjects', zh: '受试者' }, trial.subjects.length),
        fact({ en: 'Subjects in the results', zh: '进入结果的受试者' }, result.subjects.length),
        fact({ en: 'Endpoints', zh: '终点' }, result.endpoints.length),
        required({ en: 'Analysed again', zh: '再次分析' }, hashOf(again), hashOf(result)),
        figure(
          { en: 'Time', zh: '耗时' },
          milliseconds(took),
          { en: `under ${aim.toFixed(0)} ms`, zh: `小于 ${aim.toFixed(0)} ms` },
          took < aim,
        ),
      ] satisfies readonly Line[],
    })
  },
}
