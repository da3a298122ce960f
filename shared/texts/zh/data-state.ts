import type { dataState as english } from '../en/data-state.ts'

export const dataState: Readonly<Record<keyof typeof english, string>> = {
  'dataState.title': '入组与数据状态',
  'dataState.asOf': '截至{{at}}',
  'dataState.until': '曲线止于{{date}}，即您有权查看的受试者数据中最晚的完整日期。',
  'dataState.noEnrolment': '受试者入组后，累计入组图将显示在此处。',
  'dataState.enrolmentNote':
    '虚线为方案计划的全研究入组例数；方案未规定入组进度。仅统计您有权查看的中心的受试者。',
}
