import { any, one, type Rule, rest } from "./phrase";

const opening =
  "please just so and but ok okay hi hey hello no yes sorry thanks then now seriously really i im ive we am have you all everyone kindly";
const these =
  "this these that those it the your all any of more from text texts texting message messages messaging sms alerts notifications stuff crap spam shit list lists me us my phone number";
const closing = "please now thanks sorry again already ok sir maam immediately asap today";
const r = (rule: string, pattern: string): Rule => [rule, new RegExp(pattern)];

/**
 * What people write who want no texts without asking for it: a wrong number, a threat to report, "STOP does not work".
 * These are flagged: a person decides. Each is tried on one clause.
 */
const complaints: Rule[] = [
  r(
    "repeated",
    `^${any(opening)}(?:stop|unsubscribe|quit)(?: x| times?| \\d+(?:st|nd|rd|th|x)?| x\\d+| time| again| now)+$`,
  ),
  r(
    "stop_doing_to_me",
    `^${any(opening)}(?:can you |could you )?(?:stop|quit) (?:asking|begging|soliciting|bugging|pestering|stalking|being (?:an? |so )?(?:pest|creep|annoying|nuisance|jerk|stalker|bother))${rest(`${closing} me us for money donations`)}`,
  ),
  r(
    "tired_of_texts",
    `^(?=.*\\b(?:texts?|texting|messages?|messaging|spam|alerts)\\b).*\\b(?:tired of|sick of|hate|annoying|annoyed|unwanted|unwelcome|unnecessary|intrusive|excessive|too much|ridiculous|harassing|fed up|no need|not needed|no longer needed)\\b`,
  ),
  r(
    "no_interest",
    "^(?:\\S+ ){0,3}(?:no|zero) interest(?: in .{1,40}| whatsoever| at all| here| thanks| please)?$|^(?:its |these are |this is |im )?(?:no longer|not) (?:needed|wanted|necessary)$",
  ),
  r(
    "asks_off",
    "\\b(?:my|this) (?:number|name|phone|cell|info)\\b.{0,20}\\b(?:removed|taken off|off|out|deleted|shouldnt be|should not be|not be)\\b",
  ),
  r("asks_off", `^${any(opening)}(?:can|could) you not${rest(closing)}`),
  r("asks_off", `^${any("please")}off (?:the|this|your) list${rest(closing)}`),
  r(
    "asks_how",
    `^${any(`${opening} can could how do to i`)}(?:turn|shut|switch) (?:this|these|it|them|that) (?:\\S+ )?off${rest(closing)}`,
  ),
  r(
    "wrong_number",
    `\\bwrong (?:phone|cell|mobile) number\\b|\\bnot the (?:person|one|guy|girl|man|woman) (?:you|your|youre)\\b`,
  ),
  r(
    "wrong_number",
    `\\bwrong ${one("number num person phone")}${rest(`${closing} buddy dude bro friend man lol hun honey remove stop take me off`)}`,
  ),
  r("wrong_number", `^(?:\\S+ ){0,4}wrong ${one("guy woman lady contact house dude man")}$`),
  r(
    "wrong_number",
    `\\b${one("have has got reached dialed texted texting messaged messaging calling called")} (?:the |a )?wrong ${one("number person phone")}\\b`,
  ),
  r(
    "wrong_number",
    `\\b${one("this that")} (?:is|isnt|is not|is no longer)(?: not| no longer)? (?:his|her|their|\\S{2,15}s) ${one("number phone cell cellphone")}(?: anymore)?$`,
  ),
  r(
    "wrong_number",
    `\\bno longer (?:his|her|their|\\S{2,15}s) ${one("number phone")}\\b|\\b${one("this my")} ${one("number phone cell")}\\b.{0,20}\\b(?:anymore|no longer)\\b|\\bno longer\\b.{0,16}\\b(?:this|my) ${one("number phone")}\\b`,
  ),
  r("wrong_number", `\\b(?:no one|nobody|noone|no) (?:here )?(?:named|called|by the name|by that name)\\b`),
  r(
    "not_interested",
    `^${any(`${opening} are still just very totally absolutely definitely honestly`)}(?:not|no longer|never|isnt|aint)(?: at all| really| even)? interested${rest(`${closing} ${these} at in anymore campaign product services receiving hearing you so lol way anything politics- whatsoever`)}`,
  ),
  r(
    "never_agreed",
    `\\b(?:never|didnt|havent|have not|dont recall|dont remember)(?: ever| even)? (?:sign\\w*(?: up)?|subscri\\w+|opt(?:ed)? in|optedin|consent\\w*|agree\\w*|ask(?:ed)?|request\\w*|register\\w*|gave|give|giving|joined)${rest(`${these} you for to in with permission consent receive get be being texted contacted anything here on nonsense`)}`,
  ),
  r(
    "spam",
    `^(?!is (?:this|it|that)\\b)${any(`${these} ${opening} is are its thats total pure youre keep ill be being getting has been was going to will reported reporting report marked marking flagged flagging sending sent as a fucking damn political for considered unwanted what why with`)}${one("spam spamming spammer spammers")}${rest(`${these} ${closing} and alert reported blocked caller risk likely to fcc the stop unsubscribe quit end`)}`,
  ),
  r(
    "spam",
    `\\b${one("report reported reporting mark marked marking flag flagged flagging")} (?:this |you |it |your number |this number |these |them )?(?:as|for) ${one("spam junk spamming harassment")}\\b`,
  ),
  r(
    "harassment",
    "\\b(?:this|it|that|these|texts|messages)(?: is| are|s)?(?: considered| called| just| now)? harassment\\b|^harassment$|\\b(?:youre|are|stop) harassing\\b",
  ),
  r(
    "report",
    `^${any(`${opening} ill will going to be or about getting`)}(?:(?<=\\s)report|reported|reporting)${rest("you this it your number to and now blocked blocking deleted spam as for harassment all fcc ftc authorities police carrier att verizon again today please")}`,
  ),
  r(
    "report",
    "\\b(?:fcc|ftc|tcpa|attorney general|dont call registry|no call list|dont call list|dnc list|dnc registry)\\b",
  ),
  r(
    "report",
    "\\b(?:sue you|suing you|my (?:lawyer|attorney)|call(?:ing)? (?:the )?(?:cops|police)|legal action|press charges)\\b",
  ),
  r(
    "block",
    `^${any(`${opening} ill will going to or youre are been be getting this number goodbye bye about already again consider yourself youve has reporting reported deleted`)}${one("block blocked blocking")}${rest(`${closing} you this number your texts text and reported reporting deleted deleting bye lol me all sender caller contact it`)}`,
  ),
  r(
    "stop_fails",
    `\\b${one("stop unsubscribe optout cancel end quit that")}(?: link| button| word| request| texts?)? (?:(?:does|do|is|will|did|has) )?(?:not|doesnt|didnt|isnt|wont|never|dont|hasnt)(?: seem to| even| actually)? (?:work\\w*|do anything|respond\\w*|go\\w* through)\\b`,
  ),
  r(
    "stop_fails",
    `\\b(?:text|texted|texting|sent|send|sending|repl(?:y|ied|ying)|said|typed|typing|wrote|writing|put|hit|answered|respond\\w*) ${any("to you back with the word in already")}${one("stop unsubscribe optout end quit cancel")}(?: ${one("to at so already twice before times many multiple three several again and yesterday last a but two four five like all it this every still for once 2 3 4 5 6 10")}\\b.*)?$`,
  ),
  r(
    "still_getting",
    `^(?!${any("please yes yeah just ok oh and so")}(?:keep|continue) (?:texting|messaging|sending)${rest("me us them the these texts messages updates more please thanks")})(?:.*\\s)?(?:still|keep|kept|continu\\w*) (?:to )?(?:get|getting|got|receiv\\w*|hear\\w*|text\\w*|messag\\w*|send\\w*|contact\\w*|bother\\w*|harass\\w*)${`(?: ${one(`${these} you sending after even every daily when although though despite somehow these texting`)})*`}(?: (?:after|even|although|though|despite|when|why|since|please)\\b.*)?$`,
  ),
  r(
    "asks_why",
    `^${any("but and so ok")}why(?: the hell| the fuck)? (?:are|do|did|would|is|am) (?:you|i|this|these|yall|they|we) ${any("guys people folks still even constantly always keep getting receiving now")}(?:text\\w*|messag\\w*|contact\\w*|get\\w*|receiv\\w*|spam\\w*|bother\\w*|harass\\w*|send\\w*)(?= (?:me|us|these|this|texts?|messages?|spam|my|your|crap)\\b)${rest(`${these} you about at so much time every day still constantly again many night work sending`)}`,
  ),
  r(
    "asks_why",
    "\\bwhy (?:wont|cant|dont) (?:you|yall|this|these|it|they|the texts?|the messages?)(?: guys| people| texts| messages)?(?: just| ever| please)? (?:stop|quit|go away|leave me alone|listen|unsubscribe|remove)\\b",
  ),
  r(
    "asks_how",
    `^${any(`${opening} can could tell me explain someone`)}(?:how|where|is there a way|what) ${any("do can does to could would should am i one we you a person please the hell fuck need way have text reply send type say write in order go get must make supposed")}${one("stop unsubscribe optout cancel end remove delete off out opt quit leave disable block removed taken")}${rest(`${these} ${closing} name off getting receiving here being subscription to them mailing sending you contacting thread group chat program those further service texted thing campaign taken removed stop myself out`)}`,
  ),
  r(
    "asks_when",
    `^(?=.*\\b(?:text|messag|spam|contact|sending))${one("when will do")} ${any(`${these} will do does are is can would you ever going to finally guys people`)}${one("stop end quit")}(?: ${one("texting texts text messaging messages contacting spamming bothering harassing sending")})?${rest(`${these} ${closing}`)}`,
  ),
  r(
    "says_left",
    `^${any(`${opening} had thought already said was been supposedly clearly twice multiple times several long ago um again previously definitely did`)}(?<=\\s)(?:unsubscribed?|optout|optedout|cancelled|canceled)(?: (?:already|from (?:this|these|your|the list|it|you|here|all|texts?|messages?)|of (?:this|these|it|your|all|texts?|the (?:texts?|messages?|list))|this|these|your|texts?|messages?|before|last|week|month|year|yesterday|twice|and|still|times|ages|ago|long|many|multiple|several|three|two|but|get|why|again|thanks|please|keep)\\b.*)?$`,
  ),
  r(
    "asks_removal",
    `^${any(`${opening} id want like would wish need asked asking to request requesting demand again that my name this number can could may might how do just should must trying appreciate`)}(?:be|get|being|(?:have|get) (?:me|us|my name|(?:my|this) number)) (?:removed|taken off|taken out|deleted|unsubscribed|optout|optedout|excluded|off)${rest(`${these} ${closing} off mailing distribution contact system database group chat thread campaign future further right away`)}`,
  ),
  r(
    "asks_removal",
    `^${any(`${opening} can could will would go ahead`)}(?:put|add|place|include) (?:me|my|this|us)(?: number| name| phone)?(?: on| to| in| onto)?(?: your| the| a| our)?(?: internal| national| company)? (?:dont|not|no|dnc|never)${rest("text texting call contact message mail list calls texts and or registry please now thanks immediately asap")}`,
  ),
  r(
    "asks_removal",
    `^${any(`${opening} id would like can could will want need let me us get wish to be`)}(?:off|out)(?: of)?(?: this| your| the| all| these| that)?(?: \\S{2,12})? ${one("list lists texts messages")}${rest(closing)}`,
  ),
  r("asks_removal", "\\b(?:request\\w*|want|ask\\w*|demand\\w*|need)(?: for| an?| my| immediate| the)? removal\\b"),
  r(
    "asks_off",
    `\\b(?:removed|removing|taken off|removal|taking (?:me|my|us)|deleted) (?:me |my |us |my number |my name )?(?:from|off|out)(?: of)? (?:this|your|the|all|any|these)(?: \\w+){0,2} ?${one("list lists database system text texts message messages records contacts")}\\b`,
  ),
  r(
    "asks_off",
    `\\b(?:asked|asking|want|wanted|like|request\\w*|need|needed|wish|demand\\w*|hoping|supposed) (?:you )?to (?:be |get )(?:removed|taken off|off|deleted|unsubscribed|optout|optedout|excluded)\\b`,
  ),
  r(
    "asks_off",
    `^${any(opening)}(?:take|get) (?:(?:this|that|it|her|him|them|my \\w+)(?: number| phone| one)? (?:off|out)(?: of| from)? (?:your|the|this|all) (?:list|lists|database|texts?|contacts)|(?:this|that|my)(?: one| number| phone| name) off)${rest(`${closing} of your the list lists`)}`,
  ),
  r(
    "asks_off",
    `^${any(`${opening} can could`)}(?:remove|delete|drop) (?:this|that|it|her|him|them|the number)(?: number| phone| one)?${rest(`${these} ${closing} off out database contacts`)}`,
  ),
  r(
    "asks_off",
    `^${any(opening)}(?:want|need|would like|id like|like|let me|get me|let us) (?:out|off)${rest(`${closing} of this here it thing`)}`,
  ),
  r(
    "go_away",
    `^${any(`${opening} can could will would oh why dont go get stop said`)}(?:(?:leave|let) (?:me|us) (?:the (?:hell|fuck|heck|f) )?(?:alone|be|in peace)|fuck (?:off|you|yourself|yourselves|yall|outta here)|piss off|bug off|buzz off|away|lost|bent|screw (?:off|you)|to hell|shut (?:the fuck |the hell )?up|kick rocks|kiss my ass|eat shit|bite me|bugger off|sod off|take a hike|a life)(?<!^(?:away|lost|bent|to hell|a life))${rest(`${closing} and stop asshole assholes you all forever idiot idiots bitch creep spammers scammers spammer scammer jerk jerks everyone from me fucking of with your texts this shit`)}`,
  ),
  r(
    "enough",
    `^${any(`${opening} thats that is had quite already its alright`)}enough${rest(`${these} ${closing} with emails politics political nonsense bs stop`)}`,
  ),
  r(
    "too_many",
    `^${any("way far you send these are this is just ok theres there i get getting im")}too many ${one("text texts message messages alerts notifications updates")}(?: .{0,40})?$`,
  ),
  r(
    "unwanted",
    `\\b${one("unwanted unsolicited")} ${one("text texts message messages contact communication communications spam call calls solicitations")}\\b`,
  ),
  r(
    "unwanted",
    "^(?:your |these |those |the |all )(?:texts?|messages?) (?:are|is) (?:not|no longer|never) ?(?:wanted|welcome|appreciated|needed)\\b",
  ),
  r(
    "make_it_stop",
    `^${any("please just someone god can you will somebody")}make (?:it|them|this|these|the texts?|the messages?|these texts?|these messages?|all this|that) (?:all )?(?:stop|end|go away)${rest(closing)}`,
  ),
  r(
    "make_it_stop",
    `\\b${one("text texts message messages texting messaging spam sms notifications")}\\b.{0,40}\\b(?:to|must|should|needs?|have|has|got|better|and|please) (?:to )?(?:please )?(?:stop|cease|end)${rest(closing)}`,
  ),
  r(
    "no_permission",
    "\\b(?:not|never|dont|didnt|no|without|havent|doesnt)\\b.{0,30}\\b(?:permission|consent|authori[sz]\\w+)\\b",
  ),
  r(
    "rather_not",
    "\\b(?:rather|prefer|like|choose|please) (?:to )?not (?:to )?(?:be|get|receive|have|hear|text|message|contact|see|getting|being) ",
  ),
  r(
    "wrong_number",
    `^${any("sorry no nope hi hello um but i the this is its im am not isnt")}(?:not|isnt|wrong) (?!a |the |so |too |very |my |your |it|that|good|bad|fair|true|right|over|done|fun|funny|real|going|happening|cool|ok|okay|working|here|enough|what|how|about|interested)\\S{2,15}s?(?: phone| number)?$(?<=^(?:this|sorry this|no this|hi this|hello this) (?:is not|isnt) .*)`,
  ),
  r("wrong_number", "\\b(?:not|isnt) (?:who|the person) you (?:think|want|are looking|re looking)"),
  r(
    "asks_why",
    "\\bwhy (?:are|do|r|would) you (?:still |even |keep |constantly )?(?:texting|messaging|contacting|spamming|text|message|contact) me\\b",
  ),
  r(
    "asks_removal",
    "\\b(?:make sure|confirm|ensure|verify|certain|see that|know when)\\b.{0,30}\\b(?:removed|off|unsubscribed|deleted|removal|optedout|optout)\\b",
  ),
  r(
    "leave_group",
    `^${any(`${opening} id would like want need to can could how do let me`)}(?:leave|exit|quit)(?: this| the| your| that)? ${one("group list chat thread program service")}${rest(closing)}`,
  ),
  r("wrong_number", "\\b(?:this|my) (?:number|phone|cell) (?:doesnt|does not|didnt|never) belong"),
  r("leave_group", `^${any("please i id we would like want need to hi hello")}(?<=to )leave${rest(closing)}`),
  r(
    "stop_doing_to_me",
    `^${any("please just can you will ok now and so need to guys the")}(?:stop|quit) (?!(?:by|in|at|and|for|to|making|letting|leaving|giving|telling|killing|teasing|breaking|hurting|playing|calling|driving|tempting|spoiling|stopping|saying|being|getting|crying|asking|me|my|the|it|taking|dragging|draggin)\\b)\\S{2,14}(?: \\S{1,14}){0,3} (?:me|us|my (?:money|phone|number|wallet|inbox))(?: \\S{1,14}){0,3}$`,
  ),
  r(
    "dont_want",
    `^${any(opening)}(?:didnt|not) (?:want|wanting|wanted|need|needing) (?:this|these|your|any)${rest(`${these} ${closing}`)}`,
  ),
  r(
    "no_more",
    `^${any(`${opening} can will`)}(?:stop|quit|cancel|kill|end) (?:the|all|this|these|your|with|all the|with the) (?:political |fucking |damn |stupid |constant )?${one("bs crap bullshit shit garbage nonsense politics spam junk begging harassment")}${rest(closing)}`,
  ),
  r("no_time", `^${any(`${opening} need to`)}(?:stop|quit) wasting (?:my|our|your|everyones) time\\b`),
  r(
    "stop_with",
    `^${any("please just can you will ok now seriously and so enough but")}(?:stop|quit|enough) with (?:the|all|this|these|your|that)\\b`,
  ),
  r(
    "stop_doing_to_me",
    `^${any(`${opening} can will would need to guys`)}(?:stop|quit) (?!(?:making|letting|leaving|giving|telling|killing|teasing|breaking|hurting|playing|calling|driving|tempting|spoiling|stopping|saying|being|getting|going|doing)\\b)\\w{2,14}in?g? ?(?:to |at |with |on |off )?(?:me|us)(?: (?:please|now|already|so much|all the time|every day|again|with .{1,30}|for .{1,30}|at .{1,20}))?$`,
  ),
  r(
    "said_stop",
    `\\b(?:ask\\w*|told|tell\\w*|beg\\w*|said|say|saying|word|texted|replied|repeat\\w*|request\\w*)(?: ${one("you yall the word that me i guys people to please")})* (?:stop|quit|unsubscribe|cease|optout)${rest(`${these} ${closing} dont do did you not understand get is confusing contacting sending so isnt are clear unclear hard difficult to yet before multiple times many several and still doesnt didnt`)}`,
  ),
  r("said_stop", "^(?:what|which) part of (?:the word )?(?:stop|no|unsubscribe)\\b"),
  r(
    "if_you_stopped",
    "\\b(?:if|wish|appreciate|grateful|thanks|great|better|happy|happier|like)\\b.{0,30}\\b(?:you|yall|you guys|these|the|texts|messages)\\b.{0,20}\\b(?:stopped|would stop|could stop|quit|ceased|didnt|wouldnt) (?:text|messag|contact|send|bother|spam|harass|me|being)",
  ),
  r(
    "done_with",
    `^(?:im|i am|we are|were) (?:done|finished|through|over it|out)(?: with)? ${one(these)}${rest(`${these} campaign with`)}`,
  ),
  r(
    "consent",
    "\\b(?:revok\\w*|withdr\\w*|rescind\\w*|retract\\w*|cancel\\w*|remov\\w*) (?:(?:my|all|any|previous|prior|your|the) ){0,3}(?:consent|permission|authorization)\\b|\\b(?:consent|permission|authorization) (?:(?:is|has|been|was|hereby) ){0,3}(?:revoked|withdrawn|denied|rescinded|cancell?ed|refused)\\b",
  ),
];

const hypothetical =
  /^(what|when|should|where|if|can|does)\b|\bif i\b|\b(accidentally|by accident|mean to|meant to|almost|why was i|never)\b/;
const spoken = new Set(["stop_fails", "said_stop", "says_left"]);

/** The rule of the complaint that a clause makes, or null. What is supposed, or was somebody else's, is none. */
export function complaintIn(words: string[]): string | null {
  const clause = words.join(" ");
  return complaints.find(([rule, pattern]) => pattern.test(clause) && !excused(rule, clause))?.[0] ?? null;
}

function excused(rule: string, clause: string): boolean {
  if (spoken.has(rule) && !/part of/.test(clause) && hypothetical.test(clause)) return true;
  if (rule !== "asks_off" && rule !== "said_stop") return false;
  const denied = /\b(dont|not to|never|accidentally|why|was i|got|been|guest)\b/.test(clause);
  if (rule === "asks_off" && denied && !/\b(want|need|asked|please|should|shouldnt)\b/.test(clause)) return true;
  const elses = /\b(him|her|he|she|them|they|dont|doctor|guest|brother|sister|friend|nobody)\b/.test(clause);
  return elses && !/\byou\b|\blist\b/.test(clause);
}
