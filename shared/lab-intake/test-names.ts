import { LAB_TESTS } from '../forms/lab-tests.ts'
import { plainName } from './plain-text.ts'

/** Code of the laboratory form | names on print-outs. An abbreviation may stand beside any of them. */
const NAMES = `
AFP | 甲胎蛋白 | 甲胎蛋白定量 | 甲种胎儿球蛋白 | α-胎儿蛋白 | alpha fetoprotein | a-fetoprotein
PIVKAII | PIVKA-II | PIVKA-Ⅱ | PIVKA II | PIVKA | DCP | 异常凝血酶原 | 脱-γ-羧基凝血酶原 | des-gamma-carboxy prothrombin | 维生素K缺乏诱导蛋白
ALT | GPT | SGPT | 谷丙转氨酶 | 丙氨酸氨基转移酶 | 丙氨酸转氨酶 | 血清丙氨酸氨基转移酶 | alanine aminotransferase | alanine transaminase | ALT(SGPT)
AST | GOT | SGOT | 谷草转氨酶 | 天门冬氨酸氨基转移酶 | 天冬氨酸氨基转移酶 | 门冬氨酸氨基转移酶 | aspartate aminotransferase | aspartate transaminase | AST(SGOT)
TBIL | TBil | T-BIL | TB | BILI | STB | 总胆红素 | 血清总胆红素 | bilirubin | total bilirubin | bilirubin total
BILDIR | DBIL | D-BIL | DB | CB | 直接胆红素 | 结合胆红素 | direct bilirubin | conjugated bilirubin | bilirubin direct
ALB | 白蛋白 | 血清白蛋白 | albumin | serum albumin
ALP | AKP | 碱性磷酸酶 | alkaline phosphatase | alk phos
GGT | γ-GT | GGTP | r-GT | γ-谷氨酰转移酶 | γ-谷氨酰转肽酶 | 谷氨酰转肽酶 | 谷氨酰转移酶 | r-谷氨酰转移酶 | r-谷氨酰转肽酶 | gamma glutamyl transferase | gamma GT
LDH | LD | 乳酸脱氢酶 | lactate dehydrogenase
WBC | 白细胞 | 白细胞计数 | 白细胞总数 | white blood cells | white blood cell count | white cell count | leukocytes | leucocytes
NEUT | NEUT# | NEU# | NE# | GRAN# | ANC | 中性粒细胞 | 中性粒细胞计数 | 中性粒细胞绝对值 | 中性粒细胞数 | neutrophils | neutrophil count | absolute neutrophil count | neutrophils absolute
LYM | LYMPH# | LYM# | LY# | 淋巴细胞 | 淋巴细胞计数 | 淋巴细胞绝对值 | 淋巴细胞数 | lymphocytes | lymphocyte count | lymphocytes absolute
HGB | Hb | 血红蛋白 | 血红蛋白浓度 | 血红蛋白测定 | haemoglobin | hemoglobin
PLT | PLAT | 血小板 | 血小板计数 | 血小板总数 | platelets | platelet count
PT | PT-S | 凝血酶原时间 | prothrombin time
INR | PT-INR | PTINR | 国际标准化比值 | 国际标准化比率 | 国际标准比值 | 凝血酶原国际标准化比值 | international normalised ratio | international normalized ratio
APTT | aPTT | 活化部分凝血活酶时间 | 活化部分凝血酶时间 | 部分凝血活酶时间 | activated partial thromboplastin time
CREAT | Cr | CRE | CREA | SCr | 肌酐 | 血肌酐 | 血清肌酐 | creatinine | serum creatinine
UREAN | BUN | 尿素氮 | 血尿素氮 | urea nitrogen | blood urea nitrogen
GLUC | GLU | FPG | FBG | 葡萄糖 | 血糖 | 空腹血糖 | 空腹葡萄糖 | glucose | fasting glucose
SODIUM | Na | Na+ | 钠 | 血钠 | 钠离子 | sodium
K | K+ | 钾 | 血钾 | 钾离子 | potassium
CA | Ca2+ | Ca++ | 钙 | 血钙 | 总钙 | 血清钙 | calcium | total calcium
MG | Mg2+ | 镁 | 血镁 | 血清镁 | magnesium
PHOS | IP | 磷 | 血磷 | 无机磷 | 血清磷 | phosphate | phosphorus | inorganic phosphate
AMYLASE | AMY | AMS | 淀粉酶 | 血淀粉酶 | 血清淀粉酶 | amylase
LIPASE | LPS | LIP | 脂肪酶 | 血脂肪酶 | lipase
CK | CPK | 肌酸激酶 | 磷酸肌酸激酶 | creatine kinase
TROPONI | TnI | cTnI | hs-cTnI | 肌钙蛋白I | 肌钙蛋白Ⅰ | 心肌肌钙蛋白I | 高敏肌钙蛋白I | 超敏肌钙蛋白I | troponin I
CHOL | TC | TCHO | CHO | T-CHO | 胆固醇 | 总胆固醇 | cholesterol | total cholesterol
TRIG | TG | 甘油三酯 | 甘油三脂 | 三酰甘油 | triglycerides | triglyceride
TSH | 促甲状腺激素 | 促甲状腺素 | 超敏促甲状腺激素 | hs-TSH | thyroid stimulating hormone | thyrotropin
T3FR | FT3 | 游离T3 | 游离三碘甲状腺原氨酸 | 游离三碘甲腺原氨酸 | free T3 | free triiodothyronine
T4FR | FT4 | 游离T4 | 游离甲状腺素 | free T4 | free thyroxine
PROT24 | 24h尿蛋白 | 24小时尿蛋白 | 24小时尿蛋白定量 | 24h尿蛋白定量 | 尿蛋白定量24h | 24 hour urine protein | urine protein 24 h
AFPL3 | AFP-L3 | AFP-L3% | 甲胎蛋白异质体 | 甲胎蛋白异质体比率 | AFP-L3 fraction
CEA | 癌胚抗原 | 癌胚抗原定量 | carcinoembryonic antigen
CA19_9AG | CA199 | CA19-9 | CA 19-9 | 糖类抗原199 | 糖类抗原19-9 | 糖链抗原199 | 糖链抗原19-9 | carbohydrate antigen 19-9
PROT | TP | 总蛋白 | 血清总蛋白 | total protein
PREALB | PA | PALB | 前白蛋白 | 血清前白蛋白 | prealbumin
AMMONIA | AMM | NH3 | 血氨 | 氨 | ammonia
RBC | 红细胞 | 红细胞计数 | red blood cells | red blood cell count | red cell count | erythrocytes
MONO | MONO# | MON# | MO# | 单核细胞 | 单核细胞计数 | 单核细胞绝对值 | 单核细胞数 | monocytes | monocyte count | monocytes absolute
EOS | EOS# | EO# | 嗜酸性粒细胞 | 嗜酸性粒细胞计数 | 嗜酸性粒细胞绝对值 | 嗜酸粒细胞绝对值 | eosinophils | eosinophil count | eosinophils absolute
HCT | 红细胞压积 | 红细胞比容 | 红细胞比积 | haematocrit | hematocrit
TT | 凝血酶时间 | thrombin time
FIBRINO | FIB | Fbg | 纤维蛋白原 | 血浆纤维蛋白原 | fibrinogen
DDIMER | D-Dimer | D-D | D二聚体 | D-二聚体
URATE | UA | URIC | 尿酸 | 血尿酸 | uric acid
CL | Cl- | 氯 | 血氯 | 氯离子 | chloride
CKMB | CK-MB | CKMB-mass | 肌酸激酶同工酶 | 肌酸激酶同工酶MB | 肌酸激酶MB同工酶 | creatine kinase MB
BNPPRONT | NT-proBNP | NTproBNP | N末端脑钠肽前体 | N末端B型钠尿肽前体 | N端脑钠肽前体
CORT | COR | 皮质醇 | 血皮质醇 | 皮质醇8AM | cortisol
ACTH | 促肾上腺皮质激素 | adrenocorticotropic hormone | corticotropin
HCRNA | HCV-RNA | HCV RNA | 丙肝病毒RNA | 丙肝病毒RNA定量 | 丙型肝炎病毒RNA | 丙型肝炎病毒RNA定量 | hepatitis C virus RNA
HBDNA | HBV-DNA | HBV DNA | 乙肝病毒DNA | 乙肝病毒DNA定量 | 乙型肝炎病毒DNA | 乙型肝炎病毒DNA定量 | 乙肝病毒脱氧核糖核酸 | HBV-DNA定量 | 高敏HBV-DNA | hepatitis B virus DNA
`

/**
 * Names that stand on the same print-outs, have no place in the form, and must not be taken for a test
 * that begins alike: `CA 125` is no calcium, a percentage of neutrophils no count.
 */
const OTHERS = `
CA125 | CA153 | CA15-3 | CA724 | CA72-4 | CA242 | CA50 | 糖类抗原125 | 糖类抗原153 | 糖类抗原724 | 糖类抗原242
NEUT% | NEU% | NE% | GRAN% | 中性粒细胞百分比 | 中性粒细胞比率 | 中性粒细胞百分数 | 中性粒细胞% | LYM% | LYMPH% | LY% | 淋巴细胞百分比 | 淋巴细胞比率 | 淋巴细胞% | MONO% | MON% | MO% | 单核细胞百分比 | 单核细胞% | EO% | EOS% | 嗜酸性粒细胞百分比 | 嗜酸性粒细胞% | BASO% | BASO# | 嗜碱性粒细胞百分比 | 嗜碱性粒细胞计数
MCV | MCH | MCHC | RDW | RDW-CV | RDW-SD | MPV | PDW | PCT | P-LCR | 血小板压积 | 平均血小板体积 | 血小板分布宽度 | 降钙素原
IBIL | I-BIL | 间接胆红素 | 非结合胆红素 | indirect bilirubin | GLB | GLO | 球蛋白 | globulin | A/G | 白球比 | 白蛋白/球蛋白 | AST/ALT | 谷草谷丙比 | TBA | 总胆汁酸 | ADA | CHE | 胆碱酯酶 | AFU
UREA | 尿素 | CysC | 胱抑素C | eGFR | CO2 | TCO2 | 二氧化碳结合力 | HCO3 | Fe | 铁
HDL | HDL-C | LDL | LDL-C | 高密度脂蛋白胆固醇 | 低密度脂蛋白胆固醇 | APOA1 | APOB | LDH1 | TnT | cTnT | 肌钙蛋白T | BNP | MYO | 肌红蛋白 | a-HBDH | HBDH
PT% | PTA | PT-% | 凝血酶原活动度 | PTR | FDP | AT3 | AT-III
T3 | TT3 | T4 | TT4 | 三碘甲状腺原氨酸 | 甲状腺素 | 总T3 | 总T4 | TPOAb | TGAb | CRP | hs-CRP | C反应蛋白 | ESR | HbA1c | 糖化血红蛋白 | 尿蛋白 | PRO | 尿微量白蛋白 | 糖化白蛋白 | HBsAg | 乙肝表面抗原
`

/** What a name on a print-out stands for: a test of the form, another test, or nothing known. */
export type KnownName =
  { readonly kind: 'test'; readonly test: string } | { readonly kind: 'other' }

const BY_NAME: ReadonlyMap<string, KnownName> = new Map<string, KnownName>([
  ...namesIn(OTHERS).map((name) => [plainName(name), { kind: 'other' }] as const),
  ...NAMES.trim()
    .split('\n')
    .flatMap((line) => {
      const [test = '', ...names] = line.split(' | ')
      return [test, ...names].map((name) => [plainName(name), { kind: 'test', test }] as const)
    }),
  ...LAB_TESTS.flatMap(({ test: { value, label } }) =>
    [label.en, label.zh].map((name) => [plainName(name), { kind: 'test', test: value }] as const),
  ),
])

function namesIn(text: string): readonly string[] {
  return text.trim().split(/\n| \| /)
}

/** What exactly this name stands for; null: not known. */
export function knownName(name: string): KnownName | null {
  return BY_NAME.get(plainName(name)) ?? null
}

/**
 * What a printed name stands for: the whole of it; else its parts in and outside brackets, or its
 * Chinese and its Latin part, where all that are known say the same. Null: not known, or two tests.
 */
export function matchName(name: string): KnownName | null {
  const whole = knownName(name)
  if (whole !== null) return whole
  const found = partsOf(name).map(knownName)
  const known = found.filter((one) => one !== null)
  const [first] = known
  if (first === undefined) return null
  const isOne = known.every((one) => JSON.stringify(one) === JSON.stringify(first))
  return isOne ? first : null
}

/** `丙氨酸氨基转移酶(ALT)` is `丙氨酸氨基转移酶` and `ALT`. */
function partsOf(name: string): readonly string[] {
  const plain = name.replace(/[（【［]/g, '(').replace(/[）】］]/g, ')')
  const bracketed = plain.split(/[()[\]/|,，、]+/)
  const pieces = bracketed.length > 1 ? bracketed : [plain]
  const scripts = pieces.flatMap((piece) => [
    piece,
    ...piece.split(/(?<=\p{Script=Han})(?=[A-Za-z])|(?<=[A-Za-z#%])(?=\p{Script=Han})|\s+/u),
  ])
  return [...new Set(scripts.map((piece) => piece.trim()))].filter((piece) => piece.length > 0)
}
