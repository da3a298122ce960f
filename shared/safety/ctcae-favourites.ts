/** A CTCAE term that liver-cancer trials meet often, and the words in which it is reported. */
export interface FavouriteTerm {
  readonly code: string
  readonly reportedAs: readonly string[]
}

/**
 * The 40 terms offered first: seen with lenvatinib, regorafenib, donafenib, PD-1 antibodies and
 * TACE. The order is practical (effects of the targeted drugs, liver values, general complaints,
 * rare and grave events), no ranking by frequency.
 */
const FAVOURITES = `
10020772 hypertension
10054524 hand-foot skin reaction, HFSR, hand-foot syndrome, PPE
10012727 diarrhoea
10016256 asthenia, tiredness
10002646 decreased appetite
10047900 weight decreased
10037032 protein urine present
10035528 thrombocytopenia
10003481 AST increased, GOT
10001551 ALT increased, GPT
10005364 hyperbilirubinaemia
10021114 TSH increased and treated
10000081 upper abdominal pain, post-embolisation pain
10028813 nausea
10047700 vomiting
10016558 pyrexia, post-embolisation fever
10037868 rash
10037087 itching
10020201 dysphonia
10028130 stomatitis, mucositis
10010774 constipation
10001760 hair loss
10049182 leukopenia
10029366 neutropenia
10002272 anaemia
10019663 liver failure
10014625 hepatic encephalopathy
10015453 variceal bleeding, oesophageal varices
10055356 GI bleeding
10014383 QT prolonged
10020949 calcium decreased
10020850 thyroid dysfunction, thyroiditis
10073529 arterial thromboembolic event
10056522 liver abscess
10008612 cholecystitis after embolisation
10020943 albumin decreased
10056910 gamma-GT increased
10003445 ascites
10035742 immune-mediated lung disease
10051792 infusion reaction
`

export const HCC_FAVOURITES: readonly FavouriteTerm[] = FAVOURITES.trim()
  .split('\n')
  .map((line) => ({
    code: line.slice(0, 8),
    reportedAs: line.slice(9).split(', '),
  }))
