"""The English words that danger is told in."""

from flows.understanding.danger_signs import Danger

_HURT = (
    r"(?:he|she|they|i|me|him|her|us|some(?:one|body)|a? ?(?:man|woman|child|kid|boy|girl|toddler"
    r"|baby|worker|guard|neighbou?r|resident)|(?:my|the|our|an?) (?:\w+ )?(?:dad|father|mum|mom"
    r"|mother|son|daughter|wife|husband|grand\w+|kid|child|baby|brother|sister|friend|neighbou?r"
    r"|man|woman|lady|worker|guard|cleaner))"
)

ENGLISH_SIGNS = {
    Danger.FIRE: (
        r"\bon fire\b|\b(?:a|big|small|kitchen|house|car|bin|grease|electrical) fire\b(?! (?:drill"
        r"|door|exit|lane|alarm"
        r"|exting|station|hazard|safety|escape|hose|hydrant))|\bfire (?:in|on|at|next|near|upstairs"
        r"|downstairs|now|fire|hurry|help)\b|\bset (?:\w+ ){1,3}(?:alight|on fire)\b"
        r"|\bcaught fire\b|\b(?:thick|black|heavy) smoke\b|\bsmoke (?:is )?(?:coming|pouring"
        r"|billow\w*|in the|in my|from|fill\w*|every|all over)"
        r"|\bfull of smoke\b|\b(?:lots|a lot|plenty) of smoke\b|\bburning smell\b|\bsmells? (?:of "
        r"|like )?(?:burn\w*|smoke)|^fire$|\bflames?\b(?!thrower)|\bburning down\b|\bablaze\b"
        r"|\bsparks?\b|\bsparking\b|\b(?:fire|smoke) alarms?(?: is| are| has been"
        r"| keeps?)? (?:ringing|going off|sounding|blaring)"
    ),
    Danger.GAS: (
        r"\bgas (?:is |has been |pipe )?(?:\w+ )?leak\w*|\bleaking gas\b|\bgas smell\b"
        r"|\bsmell\w* (?:\w+ ){0,2}gas\b|\bgas\b.{0,40}\bhiss\w*|\bhissing\b.{0,20}\bgas\b"
        r"|\bgas gas\b"
        r"|\bcarbon monoxide\b(?! (?:detector|alarm) (?:need|batter|test|low))|\bpetrol (?:on"
        r"|all over)|\bpoured (?:petrol|gasoline)"
    ),
    Danger.TRAPPED: (
        r"\btrapped\b|\b(?:stuck|locked) inside\b|\b(?:stuck|locked|shut|caught) in(?:side)?(?: the"
        r"| a| our)? (?:lift|elevator)\b"
        r"|\b(?:lift|elevator)\b.{0,40}\b(?:i'?m|i am|we'?re|we are|someone|somebody|people|mother"
        r"|son|kids?|child\w*) (?:is |are |still )?(?:in(?:side)?(?: it)?|stuck)\b"
        r"|\b(?:lift|elevator) (?:just )?(?:fell|dropped|plunged)|\b(?:can'?t|cannot"
        r"|can not) get out\b|\blocked (?:inside|in) the (?:bathroom|room|flat|balcony|car)\b"
        r"|\b(?:toddler|baby|child|kid|son|daughter) (?:is )?(?:locked|stuck)\b|\bhanging (?:from"
        r"|off)\b.{0,20}(?:window|balcony|gondola|ledge|floor)|\b(?:hand|head|foot|leg|arm"
        r"|fingers?)\b.{0,12}\b(?:stuck|caught|trapped) in\b"
    ),
    Danger.ELECTRICITY: (
        r"\belectric(?:al)? shock\b|\belectrocuted\b|\bgot an? (?:\w+ )?shock\b|\blive wires?\b"
        r"|\b(?:power line|cable|wire)s? (?:is |has |are )?(?:down|fallen|fell|on the ground)\b"
        r"|\bgave me a shock\b|\bzapped\b"
        r"|\belectrified\b"
    ),
    Danger.WATER: (
        r"\bburst(?:ing)? (?:water )?(?:pipe|main)\b|\b(?:pipe|main|hose|tank|boiler)s? (?:has "
        r"|have |just |is )?(?:burst|exploded|snapped|blew|broke off)\b|\bflood(?:ed|ing"
        r"|s)?\b(?! (?:barrier|light|gate|risk|insurance|prevention))"
        r"|\bwater\b.{0,25}\b(?:pouring|gushing|spraying|rushing|shooting|cascading|rising"
        r"|everywhere|running into|coming through|knee)\b|\b(?:pouring|gushing|spraying"
        r"|shooting)\b.{0,25}\b(?:water|pipe|ceiling|sewage)\b"
        r"|\bcan'?t (?:shut|turn|stop) (?:it|the water|the tap)\b(?: off)?|\bunder water\b"
        r"|\bwaterfall\b|\bgeyser\b|\bknee[- ]deep\b|\bankle[- ]deep\b"
        r"|\bfilling (?:up )?with water\b|\bsewage (?:is )?(?:pouring|coming|back|flood|rising)"
        r"|\brain (?:is )?(?:pouring|coming) in|\btaking in (?:rain )?water\b|\bwater (?:through"
        r"|into|in|on|onto) the (?:light|electric|fuse|meter|power|lift)"
        r"|\bswimming\b.{0,20}\b(?:kitchen|flat|hall)|\b(?:kitchen|flat|hall) (?:is )?swimming\b"
        r"|\bspraying\b"
    ),
    Danger.COLLAPSE: (
        r"\b(?:ceiling|wall|roof|tree|balcony|scaffold\w*|crane|sign) (?:has |just |is "
        r"|is about to |about to |came )*(?:collaps\w*|fell|fallen|fall(?:ing)? (?:down|over|on)"
        r"|came down|down\b|giving way)"
        r"|\b(?:glass|tiles?|bricks?|concrete|plaster|debris|masonry)\b.{0,20}\b(?:falling|raining"
        r"|coming down|dropping|fell on|hit)\b|\babout to (?:fall|drop|collapse|come down"
        r"|give way)\b|\bdangling\b|\bcracks? (?:is |are )?(?:spreading|widening|growing)"
        r"|\b(?:throwing|dropping|hurling)\b.{0,25}\b(?:from|off|out of)\b.{0,20}(?:floor|window"
        r"|balcony|roof)"
        r"|\b(?:things?|bottles?|objects?|bricks?)\b.{0,12}\b(?:thrown|falling"
        r"|dropped) from above\b"
        r"|\bclimb(?:ed|ing) out of the window\b|\bknocking down a (?:structural|load)\b"
    ),
    Danger.INJURY: (
        r"\b(?:unconscious|fainted|bleeding|not breathing|heart attack|seizure|drowning|drowned"
        r"|choking|suffocating|overdose|stroke|dying|in labou?r|asthma attack|anaphyla\w+"
        r"|cardiac)\b|\b(?:isn'?t|is not|stopped|can'?t|cannot|can not|not) breath\w*|\b(?:won'?t"
        r"|doesn'?t|isn'?t|not) (?:wake|waking|moving)\b|\bunresponsive\b"
        rf"|\b{_HURT} (?:has |have |is |was |just |just been |has just )*(?:collapsed|fell|fallen"
        rf"|falls|jumped|hurt|injured|hit by|crushed|stabbed|run over|burnt|burned|scalded"
        rf"|passed out)\b|\bchest pains?\b|\b(?:about|going|threatening|wants?|trying) to jump\b"
        rf"|\bsuicid\w+|\bon the (?:roof|ledge)\b.{{0,30}}\bjump"
        r"|\b(?:baby|water) (?:is )?(?:coming now|broke)\b|\b(?:dog|snake)s?\b.{0,20}\b(?:attack\w*"
        r"|bit|biting|bitten|mauling)\b|\battacked by\b|\bfell (?:off|from|down|on|into"
        r"|onto)\b.{0,25}\b(?:floor|roof|stairs|ladder|balcony|window|pool|pond|manhole|hole)\b"
        r"|\brun over\b|\blying\b.{0,20}\b(?:bleeding|blood|motionless|unconscious|not moving)\b"
        r"|\bscald\w*|\bpoison(?:ed|ing)\b|\bswallowed\b|\bpregnant\b.{0,20}\bbleed"
        r"|\bneeds? an ambulance\b|\bambulance\b.{0,25}\b(?:now|quick|stuck|gate|hurry|please)\b"
        r"|\bhaving a (?:fit|seizure|stroke)\b|\bconvuls\w+|\bface is drooping\b"
        r"|\bbottle of pills\b"
        r"|\bfell\b.{0,25}\bcan'?t get up\b|\bcan'?t (?:speak|move)\b.{0,20}\b(?:face|arm)\b"
        r"|\b(?:year old|child|kid|son|daughter|toddler)\b.{0,8}\bmissing\b"
    ),
    Danger.CRIME: (
        r"\b(?:a|with|has|have|holding|waving|got) (?:a )?(?:knife|knives|gun|machete|hammer|axe)\b"
        r"|\bwith knives\b|\b(?:break|broke|forc)\w*[ -](?:in(?:to)?\b|my (?:front )?door|open"
        r"|the door|our door)|\b(?:trying|try) to (?:force|open|break|kick)\b.{0,12}\b(?:my|our"
        r"|the) (?:\w+ )?(?:door|window|lock)\b|\bforce my door\b|\bintruder\b|\brobb(?:er\w*|ed"
        r"|ing)\b|\bmugged\b|\bstab\w*"
        r"|\bburglars?\b(?! alarm)|\bkidnap\w*|\bgrabbed (?:my|a|the)\b|\bbeing (?:beaten|attacked"
        r"|followed|robbed|chased|stabbed)\b|\battacking\b|\bscreaming for help\b"
        r"|\bscreams? (?:for help|and)|\bfollowing me\b|\barson\w*|\bhostage\b"
        r"|\bshots?\b(?=.*\b(?:heard|fired)\b)|\bbeating (?:his|her|my|up)\b"
        r"|\b(?:hitting|beating|punching|strangling|stabbing) (?:his|her|a|my|each|the|some)\b"
        r"|\b(?:kicking|smashing|breaking|forcing)\b.{0,10}\b(?:my|our) (?:front )?door\b"
    ),
    Danger.EXPLOSION: r"\bexplosion\b|\bexplod(?:ed|ing)\b|\bblew up\b|\bblown up\b",
    Danger.CRY: (
        r"^(?:please )*help(?:(?: (?:me|us))(?: please| now| help)*| help(?: help)*)$"
        r"|^help us$|\bsos\b|\bcall (?:the police"
        r"|police|an ambulance|911|999|119|120|110|the fire)\b|^(?:emergency|911|999|mayday)$"
        r"|\bneed (?:the )?(?:police|an ambulance|ambulance|firefighters|help right now|help now)\b"
        r"|\bhelp help\b|\bit'?s an emergency\b|^help .{0,12}(?:trapped|stuck|fire|lift|elevator)"
    ),
}
