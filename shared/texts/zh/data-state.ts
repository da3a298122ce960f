import type { dataState as english } from '../en/data-state.ts'

export const dataState: Readonly<Record<keyof typeof english, string>> = {
  'dataState.title': '入组与数据状态',
  'dataState.asOf': '截至{{at}}',
  'dataState.until': '曲线止于{{date}}，即您有权查看的受试者数据中最晚的完整日期。',
  'dataState.noEnrolment': '受试者入组后，累计入组图将显示在此处。',
  'dataState.enrolmentNote':
    '虚线为方案计划的全研究入组例数；方案未规定入组进度。仅统计您有权查看的中心的受试者。',
  'dataState.lag': '自访视至首次录入的天数',
  'dataState.noLag': '录入有日期访视的表单后，录入延迟图将显示在此处。',
  'dataState.lagNote': '有日期访视的每个表单按首次录入计一次；导入的数据不计。',
  'dataState.queries': '未关闭质疑（按时长）',
  'dataState.noQueries': '无未关闭的质疑。',
  'dataState.queriesNote': '包括待答复、重新打开和已答复的质疑，按提出后的天数统计。',
}
