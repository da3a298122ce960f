import type { odm as english } from '../en/odm.ts'

export const odm: Readonly<Record<keyof typeof english, string>> = {
  'odm.legalReason': '本人的电子签名与手写签名具有同等法律效力。',
  'odm.file.notXml': '第{{line}}行第{{column}}列起，文件不是格式正确的XML。请从原系统重新导出。',
  'odm.file.doctype':
    '第{{line}}行：文件含文档类型声明（DOCTYPE）。此类文件可能使读取程序打开其他文件，因此不予读取。请删除以<!DOCTYPE开头的内容。',
  'odm.file.tooLarge':
    '文件过大或嵌套过深（第{{line}}行）。请仅导出元数据，不含临床数据，不超过2000万字符。',
  'odm.file.notOdm': '该文件是XML，但不是ODM文件：根元素不是ODM。',
  'odm.file.notOdm1': '该文件不是ODM 1.3版本。请从原系统导出为ODM 1.3。',
  'odm.file.noStudy': '文件不含研究定义（没有MetaDataVersion）。请从原系统导出元数据。',
  'odm.report.kind.lost': '未导入',
  'odm.report.kind.changed': '已调整后导入',
  'odm.report.kind.note': '请核对',
  'odm.report.frame':
    'ODM文件不含分析内容：疗效评价标准、终点、队列、入排标准及计划例数需在研究定义中补充。',
  'odm.report.versions': '文件含{{count}}个版本的研究定义，已读取最后一个版本。',
  'odm.report.foreign':
    '{{count}}个其他命名空间的元素<{{name}}>：其他系统的扩展内容不予读取。如有需要，请另设项目或核查规则。',
  'odm.report.noPlace': '{{count}}个<{{name}}>元素：本系统无对应内容。',
  'odm.report.eventMissing': '文件引用了访视{{event}}，但未定义。',
  'odm.report.visitDay': 'ODM不含访视日程。为保持顺序，暂定为第{{day}}天：请填写计划日和时间窗。',
  'odm.report.visitDayRead': '由访视名称读得第{{day}}天：请核对，并填写时间窗。',
  'odm.report.eventRepeats': '该访视可重复，但ODM未说明间隔。暂按一次安排：请填写间隔。',
  'odm.report.groupMissing': '文件引用了项目组{{group}}，但未定义。',
  'odm.report.nestedGroup': '项目组{{group}}嵌套在另一组内：其项目已并入外层组。',
  'odm.report.groupIsForm': '本系统每张表单只有一个多行表格：该重复组另列为表单{{form}}。',
  'odm.report.itemMissing': '文件引用了项目{{item}}，但未定义。',
  'odm.report.formEmpty': '该表单没有任何项目，已略去。',
  'odm.report.repeatsAtVisit': '该表单在同一访视可填写多次：在本系统中为日志表，每行注明所属访视。',
  'odm.report.oneLanguage':
    '{{count}}个问题仅有一种语言，两种语言均使用该文本。请在开启研究前补充翻译。',
  'odm.report.typeAsText': '{{type}}类型的答案按自由文本填写。',
  'odm.report.textIsDate':
    '在原系统中为文本，在本系统中为日期，可只填部分日期。已有数据须为2024-05-31格式。',
  'odm.report.listMissing': '文件引用了代码表{{list}}，但未定义：该项目按无代码表处理。',
  'odm.report.listOutside':
    '答案来自文件以外的代码表（{{dictionary}}）：该项目按自由文本填写，录入后可进行编码。',
  'odm.report.codeTwice': '代码{{code}}在表中重复：保留第一个。',
  'odm.report.codeUnusable': '代码为空或超过200个字符：“{{code}}”。',
  'odm.report.moreUnits':
    '该答案可用多个单位。保留：{{kept}}；未保留：{{others}}。如单位可能不同，请增设单位项目。',
  'odm.report.checkUnknown':
    '范围核查{{comparator}} {{value}}在项目层面无对应设置，请改写为表单核查规则。',
  'odm.report.hardCheck':
    '界值{{value}}在原系统中禁止录入，在本系统中仅作提示：真实数据始终可以保存。',
  'odm.report.openBound': '界值{{value}}在原系统中不含端点，在本系统中包含端点。',
  'odm.report.rangeReversed': '最小值{{min}}大于最大值{{max}}：该范围已略去。',
  'odm.report.externalQuestion': '该问题引用文件以外的题库：引用已略去。',
  'odm.report.condition':
    '条件{{condition}}不是与文本的单一比较：该问题将始终显示。请在研究定义中写入条件。',
  'odm.report.method': '无法读取计算规则{{method}}：该值需人工填写。',
  'odm.import.choose': '从文件导入研究定义（可选）',
  'odm.import.chooseHelp':
    'JSON格式的研究定义，或其他系统导出的ODM 1.3文件（.xml）。ODM文件的内容将加在上方所选方案之上。在您查看结果之前不会创建任何内容。',
  'odm.import.base': '上方未选方案时，ODM文件仅提供表单和访视。',
  'odm.import.reading': '正在读取文件……',
  'odm.import.gives': '导入后，研究定义共有{{forms}}张表单和{{visits}}个计划访视。',
  'odm.import.report': '与文件内容不完全一致之处',
  'odm.import.all': '文件全部内容均有对应，已完整导入。',
  'odm.import.kind': '结果',
  'odm.import.place': '文件中的位置',
  'odm.import.line': '行号',
  'odm.import.what': '说明与处理方法',
  'odm.import.faults': '尚不能据此开启研究：有{{count}}处错误。请保存研究定义，修改后重新选择。',
  'odm.import.save': '保存研究定义（JSON）',
  'odm.import.seen': '我已阅读上述报告，确认按此研究定义使用',
  'odm.import.seenMissing': '请阅读报告并确认。',
}
