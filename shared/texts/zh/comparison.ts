import type { comparison as english } from '../en/comparison.ts'

/** Other rules of analysis, cohorts and subgroups side by side. */
export const comparison: Readonly<Record<keyof typeof english, string>> = {
  'nav.sensitivity': '敏感性分析',
  'nav.cohorts': '队列与亚组',
  'sensitivity.title': '结果的敏感性分析',
  'sensitivity.note':
    '每项结局指标先列出方案规定的分析，再逐一改变一项规则重新分析。点击“有差异的受试者”例数可查看具体受试者。这些结果不能取代方案规定的分析。',
  'sensitivity.differing': '有差异的受试者：{{outcome}}',
  'sensitivity.differingNote': '{{n}}例受试者的取值与方案规定的分析不同。',
  'sensitivity.changed': '改变的规则：{{variant}}。',
  'sensitivity.nobody': '此处无受试者有差异。',
  'sensitivity.unproved.outcome': '本列表不提供推导过程：该结局不是方案规定的终点。',
  'sensitivity.unproved.snapshot':
    '本列表不提供推导过程：推导过程指向当前记录，而快照中的记录此后可能已更改。',
  'sensitivity.proofOfOwn': '方案规定分析所得数值的推导过程：',
  'sensitivity.close': '关闭列表',
  'sensitivity.own': '方案规定的分析',
  'sensitivity.other': '改变规则后',
  'sensitivity.notCounted': '未计入',
  'sensitivity.yes': '达到该结局',
  'sensitivity.no': '未达到该结局',
  'sensitivity.event': '{{days}}天时发生事件',
  'sensitivity.censored': '{{days}}天时删失',
  'cohorts.title': '队列与亚组',
  'cohorts.notRandomised': '各队列并非随机分组，队列间差异不能证明疗效因果关系。',
  'cohorts.notCompared': '方案按队列分别解读结果，不作队列间比较，故无检验及风险比。',
  'cohorts.one': '本方案未设可供比较的队列。以下基线、疗效及亚组结果均为全部受试者。',
  'cohorts.adjust': '风险比的校正因素',
  'cohorts.adjustNote': '均为基线特征；按勾选项重新拟合每个模型。全部不勾选则不计算校正风险比。',
  'cohorts.adjustUsual': '恢复默认',
}
