import type { dataState as english } from '../en/data-state.ts'

export const dataState: Readonly<Record<keyof typeof english, string>> = {
  'dataState.title': '入组与数据状态',
  'dataState.asOf': '截至{{at}}',
  'dataState.until': '曲线止于{{date}}，即您有权查看的受试者数据中最晚的完整日期。',
  'dataState.noEnrolment': '受试者入组后，累计入组图将显示在此处。',
}
