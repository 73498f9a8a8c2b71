"""The short lists of words that more than one rule needs; each is one a reader may check at a glance."""

QUALITY_WORDS = (
    "accurate affordable amazing annoying appealing attractive awesome awful awkward bad beneficial better best "
    "boring brilliant cheap clear clearer comfortable complicated confident confused confusing convenient "
    "cumbersome dangerous difficult disappointed disappointing easier easy effective efficient engaging excellent "
    "excited exciting expensive fair fairer fantastic fast faster fine friendly frustrated frustrating fun good "
    "great handy happier happy hard harder helpful important impressive inconvenient interested interesting "
    "intuitive lovely nicer nice painful perfect pleasant pleased poor popular positive practical quick quicker "
    "reasonable reliable responsive satisfied satisfying simple simpler slow slower smooth smoother sufficient "
    "terrible tedious tricky trustworthy unfair unhappy unreliable useful useless usable valuable welcome wonderful "
    "worse worth worthwhile worried wrong"
)
PRAISE = (
    "amazing|award-winning|awesome|beautiful|best-in-class|brilliant|cutting-edge|excellent|exciting|fantastic|"
    "game-changing|groundbreaking|great|incredible|industry-leading|innovative|much-improved|outstanding|perfect|"
    "powerful|revolutionary|state-of-the-art|stunning|superb|superior|terrific|wonderful|world-class"
)
SCORN = (
    "absurd|appalling|atrocious|awful|bloated|botched|catastrophic|clueless|clunky|crappy|disastrous|disgraceful|"
    "dreadful|greedy|horrendous|horrible|horrific|idiotic|incompetent|laughable|lousy|nightmarish|oppressive|"
    "outrageous|pathetic|pointless|reckless|ridiculous|shameful|so-called|stupid|terrible|useless|worthless"
)
ONES = (
    r"(?:you|they|people|everyone|most people|(?:your |our |the |an? |any |all |many |most |some |these |those |other |"
    r"large |larger |small |smaller |big |key |enterprise )*(?:largest |biggest |smallest |own |existing |new )?"
    r"(?:clients?|customers?|users?|teams?|colleagues|account managers|admins?|patients|companies|buyers|members))"
)
NO_CLAUSE = r"(?!(?:something|somebody|someone|you|you['’]d|we|they|i|who|which|there|when|where|if|and)\b)"
THING = (
    r"(?:it|this|that|these|those|(?:the|our|your|their|this|that|these|those|its|his|her)\s+"
    rf"{NO_CLAUSE}[^\s,?]+(?:\s+{NO_CLAUSE}[^\s,?]+){{0,5}}?)"
)
QUALITY = "(?:" + "|".join(QUALITY_WORDS.split()) + ")"
N_T = r"n['’]t"
