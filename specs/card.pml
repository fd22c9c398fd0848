/*
 * card.pml -- the core lifecycle of the Chinese social security card 社会保障卡,
 * as a specification in Promela, written from the texts alone.
 *
 * One holder asks (adult, alive, insured at the start, living locally, papers complete); the model
 * says which request is permitted in which state and exactly what it changes. A refused request
 * changes nothing and is no edge.
 *
 * Every rule carries the id of its clause in the register (CLAUSES.md: XJ13-H, XJ13-M, XJ22, XX17, JS;
 * "M-013a" alone is XJ13-M-013a) or "ruling: ...", the heading in VOCABULARY.md that settles it.
 * Places where the texts leave a choice are marked [D1], [D2], ... and listed in DECISIONS.md.
 *
 *   spin -a -DRULEBOOK_<XINJIANG_2013|XINJIANG_2022|XINXIANG_2017|JIANGSU>
 *           -DVIEW_<LOSSES|PINS|TEMPORARY|ENDINGS|ALL> card.pml
 *
 * With gcc -DPRINTF the verifier prints one line per step: EDGE action, 19 values before, 19 after.
 */

/* ---------------------------------------------------------------- 1. values, as indices of their words */

#define NONE                  0     /* 无, the first word of every list */

#define ORDER_ACCEPTED        1     /* 受理   */
#define ORDER_IN_PRODUCTION   2     /* 制卡中 */
#define ORDER_READY           3     /* 待领取 */
#define ORDER_COLLECTED       4     /* 已领取 */
#define ORDER_FAILED          5     /* 制卡失败 */
#define ORDER_UNDELIVERED     6     /* 未发出 */

#define FOR_APPLY             1     /* 申领 */
#define FOR_REPLACE           2     /* 补领 */
#define FOR_EXCHANGE          3     /* 换领 */

#define HRSS_SEALED           1     /* 封存 0 */
#define HRSS_NORMAL           2     /* 正常 1 */
#define HRSS_FORMALLY_LOST    3     /* 正式挂失 2 */
#define HRSS_LOCKED           4     /* 锁定 3 */
#define HRSS_TEMPORARILY_LOST 5     /* 临时挂失 4 */
#define HRSS_CANCELLED        6     /* 注销 9 */

#define COVERED_SEALED        1     /* hrss_covered, hrss_unlocks_to: what lies under a report or a lock */
#define COVERED_NORMAL        2
#define COVERED_LOCKED        3

#define BANK_INACTIVE         1     /* 未激活 */
#define BANK_ACTIVE           2     /* 激活 */
#define BANK_TEMPORARILY_LOST 3     /* 临时挂失 */
#define BANK_FORMALLY_LOST    4     /* 正式挂失 */
#define BANK_RESTRICTED       5     /* 过期受限 */
#define BANK_CANCELLED        6     /* 销户 */

#define COVERED_INACTIVE      1     /* bank_covered */
#define COVERED_ACTIVE        2
#define COVERED_RESTRICTED    3

#define PIN_INITIAL           1     /* hrss_pin: 初始密码 */
#define PIN_SET               2
#define PIN_LOCKED            3
#define BANK_PIN_SET          1     /* bank_pin knows no initial value */
#define BANK_PIN_LOCKED       2

#define BODY_AT_OUTLET        1
#define BODY_WITH_HOLDER      2
#define BODY_REPORTED_LOST    3
#define BODY_RECOVERED        4     /* 收回 */
#define BODY_DESTROYED        5     /* 销毁 */

#define TEMPORARY_VALID       1     /* 临时卡 */
#define TEMPORARY_LOST        2
#define TEMPORARY_EXPIRED     3
#define TEMPORARY_RETURNED    4

#define E_ACTIVE              1     /* 电子社保卡 */
#define E_LIMITED             2     /* 部分功能受限 */
#define E_LIMITED_ALLOWED     3     /* 异常允许使用服务 */
#define E_CANCELLED           4

#define INSURED               1     /* 参保 */
#define MOVED                 2     /* 区内转移, card data to be reset */
#define ENDED                 3     /* 终止社会保险关系 */

/* ---------------------------------------------------------------- 2. the rulebooks, parameter by parameter
 *
 * How an order may be made: ORDINARY_x a line with a waiting time, INSTANT_x while you wait (立等可取).
 */

#ifdef RULEBOOK_XINJIANG_2013
#define ORDINARY_APPLY                1   /* M-007a, H-037: collected at the announced time */
#define INSTANT_APPLY                 0   /* M-009a, H-083: made centrally */
#define ORDINARY_REPLACE              1   /* M-014b */
#define INSTANT_REPLACE               0
#define ORDINARY_EXCHANGE             1   /* M-015a */
#define INSTANT_EXCHANGE              0
#define APPLICATION_NEEDS_INSURANCE   1   /* M-006a, H-092 */
#define REPLACEMENT_NEEDS_FORMAL_LOSS 1   /* M-014a, H-053 */
#define EXCHANGE_AFTER_FORMAL_LOSS    0
#define RELEASE_AFTER_FORMAL_LOSS     1   /* M-013a: until replacement (补卡前) */
#define TEMPORARY_LOSS                1   /* H-041, H-042, M-012b: 口头挂失 by two phones, side by side */
#define TEMPORARY_LOSS_OF_BOTH        0   /* H-042: two calls; no phone serves both sides */
#define TEMPORARY_LOSS_LAPSES         0   /* no text */
#define FORMAL_LOSS_OF_BOTH           1   /* H-047: one-stop window 一站式 */
#define FORMAL_LOSS_TAKES_BOTH        0   /* H-046: at W and at B, each its side */
#define RELEASE_OF_BOTH               1   /* H-033: one-stop office */
#define RELEASE_OF_BOTH_NEEDS_FORMAL  0
#define ENABLE_HRSS_ALONE             0   /* H-094: only for those living outside the region; this holder lives locally */
#define TEMPORARY_CARD                1   /* M-008a, M-008b: 60 days */
#define TEMPORARY_CARD_BEFORE_FIRST   1   /* M-008a: 尚未领到社保卡 */
#define TEMPORARY_CARD_INSURED_ONLY   1   /* M-008a: 已参加社会保险人员, of those not yet given a card */
#define TEMPORARY_CARD_EXTENDABLE     1   /* H-058 */
#define E_CARD                        0
#define RESET_AFTER_MOVE              1   /* M-017a, H-090: usable only after reset */
#define SETTLE_HRSS_FIRST             1   /* H-066 */
#define SETTLE_BANK_FIRST             1   /* H-066 */
#define BANK_CANCELLED_ALONE          0   /* H-064, M-016c: W first, then B */
#define CANCEL_BOTH_AT_ONCE           1   /* H-032, H-033: one-stop office, W before B inside it */
#define DESTROYED_WITH_HRSS           0
#define DESTROYED_BY_RECEIPT          1   /* H-088, M-016d: 销毁回执 */
#endif

#ifdef RULEBOOK_XINJIANG_2022
#define ORDINARY_APPLY                1   /* XJ22-70-2: online, 30 working days */
#define INSTANT_APPLY                 1   /* XJ22-70-2: offline at once */
#define ORDINARY_REPLACE              0   /* XJ22-75-1, -3: only online, only for persons living elsewhere [D1] */
#define INSTANT_REPLACE               1   /* XJ22-75-3 */
#define ORDINARY_EXCHANGE             0   /* as ORDINARY_REPLACE [D1] */
#define INSTANT_EXCHANGE              1   /* XJ22-75-3 */
#define APPLICATION_NEEDS_INSURANCE   0   /* XJ22-70-1; ruling: Codes */
#define REPLACEMENT_NEEDS_FORMAL_LOSS 0   /* XJ22-75-2 */
#define EXCHANGE_AFTER_FORMAL_LOSS    1   /* XJ22-76-6: 如需继续用卡须办理补换卡 */
#define RELEASE_AFTER_FORMAL_LOSS     0   /* XJ22-76-5, -6 */
#define TEMPORARY_LOSS                1   /* XJ22-73-1 is silent on kinds: H-041 [D2] */
#define TEMPORARY_LOSS_OF_BOTH        1   /* XJ22-00-3: the outlet NET serves both sides [D2] */
#define TEMPORARY_LOSS_LAPSES         0   /* XJ22-73-3: never */
#define FORMAL_LOSS_OF_BOTH           1
#define FORMAL_LOSS_TAKES_BOTH        1   /* XJ22-76-5; ruling: Losses [D3] */
#define RELEASE_OF_BOTH               1   /* XJ22-73-1 */
#define RELEASE_OF_BOTH_NEEDS_FORMAL  0
#define ENABLE_HRSS_ALONE             1   /* XJ22-71-1, -72-3 */
#define TEMPORARY_CARD                0   /* finding 21 */
#define TEMPORARY_CARD_BEFORE_FIRST   0
#define TEMPORARY_CARD_INSURED_ONLY   0
#define TEMPORARY_CARD_EXTENDABLE     0
#define E_CARD                        1   /* XJ22-73-4 */
#define RESET_AFTER_MOVE              1   /* silent: M-017a */
#define SETTLE_HRSS_FIRST             1   /* silent: H-066 */
#define SETTLE_BANK_FIRST             1   /* silent: H-066 */
#define BANK_CANCELLED_ALONE          1   /* XJ22-75-7 */
#define CANCEL_BOTH_AT_ONCE           1   /* XJ22-76, XJ22-00-3: NET */
#define DESTROYED_WITH_HRSS           0
#define DESTROYED_BY_RECEIPT          0   /* ruling: Cards, "elsewhere at once" */
#endif

#ifdef RULEBOOK_XINXIANG_2017
#define ORDINARY_APPLY                1   /* XX17-05b, -08 */
#define INSTANT_APPLY                 0   /* XX17-05b: made by the province */
#define ORDINARY_REPLACE              1   /* XX17-09a */
#define INSTANT_REPLACE               0
#define ORDINARY_EXCHANGE             1   /* XX17-09a */
#define INSTANT_EXCHANGE              0
#define APPLICATION_NEEDS_INSURANCE   1   /* XX17-06a */
#define REPLACEMENT_NEEDS_FORMAL_LOSS 0   /* XX17-09a names none */
#define EXCHANGE_AFTER_FORMAL_LOSS    0
#define RELEASE_AFTER_FORMAL_LOSS     1   /* XX17-19b: 未办理补卡手续前 */
#define TEMPORARY_LOSS                0   /* XX17-19a: one kind of loss, recorded as formal */
#define TEMPORARY_LOSS_OF_BOTH        0
#define TEMPORARY_LOSS_LAPSES         0
#define FORMAL_LOSS_OF_BOTH           0   /* XX17-19a, -30: W and 12333 the HRSS side, the bank its own [D4] */
#define FORMAL_LOSS_TAKES_BOTH        0
#define RELEASE_OF_BOTH               0   /* XX17-19b, -30: likewise [D4] */
#define RELEASE_OF_BOTH_NEEDS_FORMAL  0
#define ENABLE_HRSS_ALONE             0   /* ruling: Consequences */
#define TEMPORARY_CARD                1   /* XX17-09d, -09f: three months */
#define TEMPORARY_CARD_BEFORE_FIRST   0   /* XX17-09d: only during replacement or exchange 补(换)期间 */
#define TEMPORARY_CARD_INSURED_ONLY   0
#define TEMPORARY_CARD_EXTENDABLE     0   /* no text */
#define E_CARD                        0
#define RESET_AFTER_MOVE              0   /* XX17-17: goes on working */
#define SETTLE_HRSS_FIRST             0   /* ruling: Money, "nothing in Xinxiang" */
#define SETTLE_BANK_FIRST             0
#define BANK_CANCELLED_ALONE          1   /* XX17-30; ruling: Cards */
#define CANCEL_BOTH_AT_ONCE           0   /* XX17-20a, -30: W the SS account, the bank its own [D4] */
#define DESTROYED_WITH_HRSS           1   /* XX17-20b; ruling: Cards */
#define DESTROYED_BY_RECEIPT          0
#endif

#ifdef RULEBOOK_JIANGSU
#define ORDINARY_APPLY                1   /* JS-05 fast outlets, JS-41 online */
#define INSTANT_APPLY                 1   /* JS-05 */
#define ORDINARY_REPLACE              1   /* JS-22, JS-05 */
#define INSTANT_REPLACE               1
#define ORDINARY_EXCHANGE             1   /* JS-23, JS-05 */
#define INSTANT_EXCHANGE              1
#define APPLICATION_NEEDS_INSURANCE   0   /* JS-01 */
#define REPLACEMENT_NEEDS_FORMAL_LOSS 1   /* JS-22 */
#define EXCHANGE_AFTER_FORMAL_LOSS    0
#define RELEASE_AFTER_FORMAL_LOSS     1   /* JS-20 */
#define TEMPORARY_LOSS                1   /* JS-15, JS-16 */
#define TEMPORARY_LOSS_OF_BOTH        0   /* JS-14..16: 12333 and the bank, each its side */
#define TEMPORARY_LOSS_LAPSES         1   /* JS-19: seven days */
#define FORMAL_LOSS_OF_BOTH           1   /* JS-18 */
#define FORMAL_LOSS_TAKES_BOTH        0   /* JS-17 online HRSS alone; JS-26 bank alone, for a change of bank */
#define RELEASE_OF_BOTH               1   /* JS-18, JS-21 */
#define RELEASE_OF_BOTH_NEEDS_FORMAL  1   /* JS-15, JS-18: outlets release formal reports [D6] */
#define ENABLE_HRSS_ALONE             0   /* ruling: Consequences */
#define TEMPORARY_CARD                0
#define TEMPORARY_CARD_BEFORE_FIRST   0
#define TEMPORARY_CARD_INSURED_ONLY   0
#define TEMPORARY_CARD_EXTENDABLE     0
#define E_CARD                        0
#define RESET_AFTER_MOVE              0   /* goes on working (assumed) */
#define SETTLE_HRSS_FIRST             1   /* JS-37 */
#define SETTLE_BANK_FIRST             0   /* JS-35: bank rules */
#define BANK_CANCELLED_ALONE          1   /* JS-26, JS-33 */
#define CANCEL_BOTH_AT_ONCE           0   /* JS-34..36: RW the HRSS function, the bank its account [D4] */
#define DESTROYED_WITH_HRSS           0
#define DESTROYED_BY_RECEIPT          0
#endif

#define HRSS_PIN_TRIES 6            /* XX17-24a; elsewhere assumed */
#define BANK_PIN_TRIES 3            /* the bank's own rule (assumed) */

/* ---------------------------------------------------------------- 3. views */

#define IN_LOSSES     1
#define IN_PINS       2
#define IN_TEMPORARY  4
#define IN_ENDINGS    8
#ifdef VIEW_LOSSES
#define VIEW IN_LOSSES
#endif
#ifdef VIEW_PINS
#define VIEW IN_PINS
#endif
#ifdef VIEW_TEMPORARY
#define VIEW IN_TEMPORARY
#endif
#ifdef VIEW_ENDINGS
#define VIEW IN_ENDINGS
#endif
#ifdef VIEW_ALL
#define VIEW 15
#endif
#define SHOWN(views) ((VIEW & (views)) != 0 || VIEW == 15)

/* ---------------------------------------------------------------- 4. the state */

byte order, making;
byte hrss, hrss_covered, hrss_unlocks_to;
byte bank, bank_covered;
byte hrss_pin, hrss_tries, bank_pin, bank_tries;
byte body, temporary, e_card;
byte insurance = INSURED;
byte hrss_money, bank_money;
byte has_card, expired;

/* The state before the step. Hidden variables are no part of the state. */
hidden byte was_order, was_making;
hidden byte was_hrss, was_hrss_covered, was_hrss_unlocks_to;
hidden byte was_bank, was_bank_covered;
hidden byte was_hrss_pin, was_hrss_tries, was_bank_pin, was_bank_tries;
hidden byte was_body, was_temporary, was_e_card, was_insurance;
hidden byte was_hrss_money, was_bank_money, was_has_card, was_expired;
hidden byte new_card_collected;     /* this step is a collection */

inline remember() {
  was_order = order; was_making = making;
  was_hrss = hrss; was_hrss_covered = hrss_covered; was_hrss_unlocks_to = hrss_unlocks_to;
  was_bank = bank; was_bank_covered = bank_covered;
  was_hrss_pin = hrss_pin; was_hrss_tries = hrss_tries; was_bank_pin = bank_pin; was_bank_tries = bank_tries;
  was_body = body; was_temporary = temporary; was_e_card = e_card; was_insurance = insurance;
  was_hrss_money = hrss_money; was_bank_money = bank_money; was_has_card = has_card; was_expired = expired;
  new_card_collected = 0
}

inline print_values() {
  printf(" %d %d %d %d %d %d %d %d %d %d", was_order, was_making, was_hrss, was_hrss_covered, was_hrss_unlocks_to,
         was_bank, was_bank_covered, was_hrss_pin, was_hrss_tries, was_bank_pin);
  printf(" %d %d %d %d %d %d %d %d %d", was_bank_tries, was_body, was_temporary, was_e_card, was_insurance,
         was_hrss_money, was_bank_money, was_has_card, was_expired);
  printf(" %d %d %d %d %d %d %d %d %d %d", order, making, hrss, hrss_covered, hrss_unlocks_to,
         bank, bank_covered, hrss_pin, hrss_tries, bank_pin);
  printf(" %d %d %d %d %d %d %d %d %d\n", bank_tries, body, temporary, e_card, insurance,
         hrss_money, bank_money, has_card, expired)
}

/* One action: ACTION(name, the views it is shown in, when it is permitted, what it does). */
#define ACTION(name, views, permitted, effect) \
  :: d_step { SHOWN(views) && (permitted) -> \
       remember(); effect; check_step(); \
       printf("EDGE "); printf(#name); print_values() }

/* ---------------------------------------------------------------- 5. words of the rules */

#define hrss_lost          (hrss == HRSS_TEMPORARILY_LOST || hrss == HRSS_FORMALLY_LOST)
#define bank_lost          (bank == BANK_TEMPORARILY_LOST || bank == BANK_FORMALLY_LOST)
#define hrss_alive         (hrss != NONE && hrss != HRSS_CANCELLED)
#define bank_alive         (bank != NONE && bank != BANK_CANCELLED)
#define still_insured      (insurance == INSURED || insurance == MOVED)
#define order_under_way    (order == ORDER_ACCEPTED || order == ORDER_IN_PRODUCTION || order == ORDER_READY || order == ORDER_UNDELIVERED)
#define replacement_under_way (order_under_way && making == FOR_REPLACE)
#define another_card_under_way (order_under_way && (making == FOR_REPLACE || making == FOR_EXCHANGE))
#define temporary_out      (temporary == TEMPORARY_VALID || temporary == TEMPORARY_EXPIRED)   /* ruling: Cards */

/* body is reported_lost from the first side reported to the last released (ruling: Cards) */
inline set_body_by_reports() {
  if
  :: hrss_lost || bank_lost -> body = BODY_REPORTED_LOST
  :: else -> body = BODY_WITH_HOLDER
  fi
}

/* 挂失 of one side. The report covers the state it finds; a formal report over a temporary one keeps what that covered. */
inline hrss_becomes(kind) {
  if
  :: hrss == HRSS_SEALED -> hrss_covered = COVERED_SEALED
  :: hrss == HRSS_NORMAL -> hrss_covered = COVERED_NORMAL
  :: hrss == HRSS_LOCKED -> hrss_covered = COVERED_LOCKED      /* hrss_unlocks_to stays */
  :: else
  fi;
  hrss = kind;
  if
  :: e_card != NONE -> e_card = E_LIMITED      /* ruling: Temporary and electronic cards; XJ22-73-4 [D7] */
  :: else
  fi
}

inline bank_becomes(kind) {
  if
  :: bank == BANK_INACTIVE -> bank_covered = COVERED_INACTIVE
  :: bank == BANK_ACTIVE -> bank_covered = COVERED_ACTIVE
  :: bank == BANK_RESTRICTED -> bank_covered = COVERED_RESTRICTED
  :: else
  fi;
  bank = kind
}

/* 解挂: the state before the report comes back; sealed stays sealed (ruling under Status) */
inline hrss_comes_back() {
  if
  :: hrss_covered == COVERED_SEALED -> hrss = HRSS_SEALED
  :: hrss_covered == COVERED_NORMAL -> hrss = HRSS_NORMAL
  :: hrss_covered == COVERED_LOCKED -> hrss = HRSS_LOCKED
  fi;
  hrss_covered = NONE;
  if
  :: e_card != NONE -> e_card = E_ACTIVE
  :: else
  fi
}

inline bank_comes_back() {
  if
  :: bank_covered == COVERED_INACTIVE -> bank = BANK_INACTIVE
  :: bank_covered == COVERED_ACTIVE -> bank = BANK_ACTIVE
  :: bank_covered == COVERED_RESTRICTED -> bank = BANK_RESTRICTED
  fi;
  bank_covered = NONE
}

/* Which side a report still changes: it makes it lost, or formally lost, anew (ruling: Losses) */
#define hrss_newly_lost          (hrss == HRSS_SEALED || hrss == HRSS_NORMAL || hrss == HRSS_LOCKED)
#define hrss_newly_formally_lost (hrss_newly_lost || hrss == HRSS_TEMPORARILY_LOST)
#define bank_newly_lost          (bank == BANK_INACTIVE || bank == BANK_ACTIVE || bank == BANK_RESTRICTED)
#define bank_newly_formally_lost (bank_newly_lost || bank == BANK_TEMPORARILY_LOST)

inline report_hrss_formally() {
  if
  :: hrss_newly_formally_lost -> hrss_becomes(HRSS_FORMALLY_LOST)
  :: else
  fi
}

inline report_bank_formally() {
  if
  :: bank_newly_formally_lost -> bank_becomes(BANK_FORMALLY_LOST)
  :: else
  fi
}

/* The card is made and lies at the outlet; body goes on speaking of the old one while that is in hand, or lost [D29] */
inline card_is_made() {
  order = ORDER_READY;
  if
  :: body != BODY_WITH_HOLDER && body != BODY_REPORTED_LOST -> body = BODY_AT_OUTLET
  :: else
  fi
}

inline begin_order(stage, purpose) {
  order = stage; making = purpose;
  if
  :: stage == ORDER_READY -> card_is_made()
  :: else
  fi
}

/* The open business of the HRSS side, ended by settlement or cancellation [D8]: an order under way, after which order speaks
   of the present card again, or of none; and a temporary card that is out, which comes back (M-008c, XX17-09g). */
inline end_hrss_business() {
  if
  :: another_card_under_way -> order = ORDER_COLLECTED; making = NONE
  :: order_under_way && making == FOR_APPLY ->
     order = NONE; making = NONE;
     if
     :: body == BODY_AT_OUTLET -> body = NONE
     :: else
     fi
  :: else
  fi;
  if
  :: temporary_out -> temporary = TEMPORARY_RETURNED
  :: else
  fi
}

/* ---------------------------------------------------------------- 6. cards: 申领, 制卡, 领取, 补领, 换领 */

/* 申领. A first application, or one after cancellation, which counts as first (ruling: Codes, finding 25); again after
   failed (ruling: Cards). XJ13 and XX17 serve the insured (M-006a, XX17-06a), XJ22-70-1 and JS-01 everybody. So in XJ13 and
   XX17 an application after cancellation comes from somebody insured anew; nowhere else does it touch the insurance [D26].
   It begins with an initial PIN and 0.00 (ruling: Money). */
#define may_apply \
  (!order_under_way && \
   (hrss == HRSS_CANCELLED || (hrss == NONE && (still_insured || !APPLICATION_NEEDS_INSURANCE))))

inline apply_for_card(stage) {
  begin_order(stage, FOR_APPLY);
  if
  :: hrss == HRSS_CANCELLED -> hrss_money = 0; hrss_pin = PIN_INITIAL; hrss_tries = 0
  :: else
  fi;
  if
  :: APPLICATION_NEEDS_INSURANCE && insurance == ENDED -> insurance = INSURED
  :: else
  fi
}

/* Production stages (H-083, XX17-05b) in their order, each once; an instant order is ready when accepted (ruling: Cards). */
#define may_produce  (order == ORDER_ACCEPTED)
#define may_deliver  (order == ORDER_IN_PRODUCTION)
#define may_fail     (order == ORDER_ACCEPTED || order == ORDER_IN_PRODUCTION)   /* H-077, XX17-05b: until delivery [D9] */

/* Cards that cannot be handed out come back to W, which stores them (XX17-13a, -13b); the other rulebooks are silent and
   take it from the default one [D28] */
#define may_return_undelivered  (order == ORDER_READY)

/* 领取 (H-037, H-055, XX17-11). While a temporary card is out: wrong_order (M-008c, XX17-09g; ruling: Cards).
   After undelivered the holder in person still may (ruling: Cards). */
#define may_collect  ((order == ORDER_READY || order == ORDER_UNDELIVERED) && !temporary_out)

/* The status speaks of the new card: sealed, inactive, no bank PIN, nothing reported, not expired. After replacement or
   exchange balances and HRSS PIN are carried over (H-030, ruling under Status), its count of wrong tries and its lock with
   it: a locked PIN under a sealed function, which locks the function once that is switched on [D10]. After an
   application the PIN is initial; after one that follows a cancellation the HRSS account has held 0.00 since then (ruling:
   Money), while what a bank side still alive holds is carried over like any bank balance [D30].
   The new chip carries the present record, so nothing is left to reset after a move [D11]. */
inline collect_card() {
  new_card_collected = 1;
  if
  :: making == FOR_APPLY ->
     hrss_pin = PIN_INITIAL; hrss_tries = 0
  :: else
  fi;
  order = ORDER_COLLECTED; making = NONE;
  hrss = HRSS_SEALED; hrss_covered = NONE; hrss_unlocks_to = NONE;
  bank = BANK_INACTIVE; bank_covered = NONE; bank_pin = NONE; bank_tries = 0;
  body = BODY_WITH_HOLDER;
  has_card = 1; expired = 0;
  if
  :: E_CARD -> e_card = E_ACTIVE
  :: else
  fi;
  if
  :: insurance == MOVED -> insurance = INSURED
  :: else
  fi
}

/* 补领. M-014a, JS-22: after formal loss of both sides; a bank side cancelled for a change of bank blocks nothing
   (ruling: Codes). XJ22-75-2, XX17-09a: without a report; the act itself then reports the old card lost (ruling: Cards). */
#define may_replace \
  (hrss_alive && !order_under_way && \
   (!REPLACEMENT_NEEDS_FORMAL_LOSS || \
    (hrss == HRSS_FORMALLY_LOST && (bank == BANK_FORMALLY_LOST || bank == BANK_CANCELLED))))

inline replace_card(stage) {
  begin_order(stage, FOR_REPLACE);
  if
  :: !REPLACEMENT_NEEDS_FORMAL_LOSS -> report_hrss_formally(); report_bank_formally(); set_body_by_reports()
  :: else
  fi
}

/* 换领, damaged, same bank (M-015a, XX17-09a, JS-23, XJ22-75). The old card works until the new one is collected and is
   handed in then (ruling: Cards), so neither side may be reported lost: card_lost. In XJ22 a formal report ends the use of
   the card for good, and whoever wants to go on has it replaced or exchanged (XJ22-76-6) [D12]. */
#define may_exchange \
  (hrss_alive && !order_under_way && \
   ((!hrss_lost && !bank_lost) || (EXCHANGE_AFTER_FORMAL_LOSS && hrss == HRSS_FORMALLY_LOST)))

/* 金融功能激活 (H-016, M-011). The same act switches the HRSS function on (H-017; assumed in XX17, JS), so neither side
   may be reported lost [D13]; an expired card is not activated any more (expired). The holder sets the bank PIN (H-018).
   A lock of the HRSS PIN touches its own side (ruling: PINs): the HRSS function is on once it is unlocked [D14]. */
#define may_activate_bank  (bank == BANK_INACTIVE && hrss_alive && !hrss_lost && !expired)

inline switch_hrss_on() {
  if
  :: hrss == HRSS_SEALED && hrss_pin != PIN_LOCKED -> hrss = HRSS_NORMAL
  :: hrss == HRSS_SEALED && hrss_pin == PIN_LOCKED -> hrss = HRSS_LOCKED; hrss_unlocks_to = COVERED_NORMAL    /* [D10] */
  :: hrss == HRSS_LOCKED -> hrss_unlocks_to = COVERED_NORMAL
  :: else
  fi
}

inline activate_bank_side() {
  bank = BANK_ACTIVE; bank_pin = BANK_PIN_SET; bank_tries = 0;
  switch_hrss_on()
}

/* 社保功能启用 alone (XJ22-71-1, XJ22-72-3), without the bank, also after expiry (XJ22-75-11) */
#define may_enable_hrss  (ENABLE_HRSS_ALONE && hrss == HRSS_SEALED)

/* Validity, ten years (M-005b; assumed in XX17, JS). The finance function is restricted, the HRSS function goes on
   (XJ22-75-11; assumed elsewhere); a report covers the restricted state; an inactive side stays inactive [D15]. */
#define may_expire  (has_card && !expired)

inline card_runs_out() {
  expired = 1;
  if
  :: bank == BANK_ACTIVE -> bank = BANK_RESTRICTED
  :: bank_covered == COVERED_ACTIVE -> bank_covered = COVERED_RESTRICTED
  :: else
  fi
}

/* ---------------------------------------------------------------- 7. losses: 挂失, 解挂 */

/* 口头挂失/临时挂失 (H-042, M-012b, JS-15, JS-16), each side by its own phone. Once the HRSS side is cancelled the card is
   (ruling: Codes, "cancelled"), so the bank side alone is not reported any more. */
#define may_report_temporary_hrss  (TEMPORARY_LOSS && hrss_newly_lost)
#define may_report_temporary_bank  (TEMPORARY_LOSS && hrss_alive && bank_newly_lost)
#define may_report_temporary_both  (TEMPORARY_LOSS_OF_BOTH && hrss_alive && (hrss_newly_lost || bank_newly_lost))

/* 书面挂失/正式挂失 (H-046, M-012c, XJ22-73-1, XX17-19a, XX17-30, JS-17, JS-18, JS-26); over a temporary report too.
   The other side is taken along unchanged where it is reported, or cancelled, already (ruling: Losses). In XJ22 every formal
   report is one of both sides, so it is accepted for what it still changes on either, whichever is named [D3]. */
#define may_report_formal_hrss \
  (hrss_newly_formally_lost || (FORMAL_LOSS_TAKES_BOTH && hrss_alive && bank_newly_formally_lost))
#define may_report_formal_bank \
  (hrss_alive && (bank_newly_formally_lost || (FORMAL_LOSS_TAKES_BOTH && hrss_newly_formally_lost)))
#define may_report_formal_both \
  (FORMAL_LOSS_OF_BOTH && hrss_alive && (hrss_newly_formally_lost || bank_newly_formally_lost))

inline report_formally(of_hrss, of_bank) {
  if
  :: of_hrss || FORMAL_LOSS_TAKES_BOTH -> report_hrss_formally()
  :: else
  fi;
  if
  :: of_bank || FORMAL_LOSS_TAKES_BOTH -> report_bank_formally()
  :: else
  fi;
  set_body_by_reports()
}

inline report_temporarily(of_hrss, of_bank) {
  if
  :: of_hrss && hrss_newly_lost -> hrss_becomes(HRSS_TEMPORARILY_LOST)
  :: else
  fi;
  if
  :: of_bank && bank_newly_lost -> bank_becomes(BANK_TEMPORARILY_LOST)
  :: else
  fi;
  set_body_by_reports()
}

/* 解挂. A temporary report: always (H-043, JS-15, XJ22-73-1). A formal one: until the replacement is handled, that is
   while no replacement is under way (M-013a, XX17-19b, JS-20); in XJ22 never (XJ22-76-5, -6). The bank side by the
   bank's rules (H-052, M-013c, XX17-30, JS-16), taken to be the same [D16]. */
#define formal_loss_releasable  (RELEASE_AFTER_FORMAL_LOSS && !replacement_under_way)
#define hrss_releasable  (hrss == HRSS_TEMPORARILY_LOST || (hrss == HRSS_FORMALLY_LOST && formal_loss_releasable))
#define bank_releasable  (bank == BANK_TEMPORARILY_LOST || (bank == BANK_FORMALLY_LOST && formal_loss_releasable))

#define may_release_hrss  (hrss_releasable)
#define may_release_bank  (hrss_alive && bank_releasable)
/* Both at once: at least one side lost, and every lost side releasable there. In JS the outlet releases formal reports
   (JS-18), and beside the HRSS side's what stands on the bank side, by the bank's rule (JS-16); the HRSS side's temporary
   one is released by phone alone (JS-15) [D6]. */
#define may_release_both \
  (RELEASE_OF_BOTH && hrss_alive && (hrss_lost || bank_lost) && \
   (!hrss_lost || hrss_releasable) && (!bank_lost || bank_releasable) && \
   (!RELEASE_OF_BOTH_NEEDS_FORMAL || hrss == HRSS_FORMALLY_LOST || (!hrss_lost && bank == BANK_FORMALLY_LOST)))

inline release(of_hrss, of_bank) {
  if
  :: of_hrss && hrss_lost -> hrss_comes_back()
  :: else
  fi;
  if
  :: of_bank && bank_lost -> bank_comes_back()
  :: else
  fi;
  set_body_by_reports()
}

/* JS-19: seven days, then by itself, to the state before the report [D17]; the bank side has its own rule */
#define may_lapse  (TEMPORARY_LOSS_LAPSES && hrss == HRSS_TEMPORARILY_LOST)

/* XJ22-73-4: 异常允许使用服务, in the e-card's settings, before the new card is made [D18] */
#define may_allow_e_card \
  (E_CARD && e_card == E_LIMITED && !(another_card_under_way && (order == ORDER_READY || order == ORDER_UNDELIVERED)))

/* ---------------------------------------------------------------- 8. PINs: 密码输入, 修改, 重置, 解锁 */

/* Two independent PINs (H-009, H-010, JS-30). A lock touches its own side, and so does a loss report: card_lost.
   The HRSS PIN may be used on a sealed card too (M-018b, XX17-23a: change it promptly after collecting). An initial PIN
   is known to nobody (pin_not_set). A right entry, a reset and an unlocking set the count to nought (ruling: PINs);
   a change does not [D19]. */
#define hrss_card_in_hand  (hrss == HRSS_SEALED || hrss == HRSS_NORMAL)
#define bank_card_in_hand  (hrss_alive && (bank == BANK_ACTIVE || bank == BANK_RESTRICTED))   /* restricted stops debit only */

#define may_enter_hrss   (hrss_card_in_hand && hrss_pin == PIN_SET)
#define may_enter_bank   (bank_card_in_hand && bank_pin == BANK_PIN_SET)
#define may_change_hrss  (hrss_card_in_hand && (hrss_pin == PIN_INITIAL || hrss_pin == PIN_SET))   /* H-023, XX17-23b */
#define may_change_bank  (bank_card_in_hand && bank_pin == BANK_PIN_SET)                           /* H-024 */
#define may_reset_hrss   (hrss_card_in_hand || hrss == HRSS_LOCKED)      /* H-025, XX17-25, JS-31; with a new one: unlocks too */
#define may_reset_bank   (bank_card_in_hand && bank_pin != NONE)         /* H-026, XX17-30, JS-32 */
#define may_unlock_hrss  (may_reset_hrss && hrss_pin == PIN_LOCKED)      /* XX17-24b; elsewhere assumed with the lock [D20] */
#define may_unlock_bank  (bank_card_in_hand && bank_pin == BANK_PIN_LOCKED)   /* XX17-30; elsewhere likewise [D20] */

/* XX17-24a: six wrong entries in a row lock the PIN and the SS account; the state before is kept for the unlocking */
inline enter_hrss_wrongly() {
  if
  :: hrss_tries + 1 < HRSS_PIN_TRIES -> hrss_tries++
  :: else ->
     hrss_tries = 0; hrss_pin = PIN_LOCKED;
     if
     :: hrss == HRSS_SEALED -> hrss_unlocks_to = COVERED_SEALED
     :: hrss == HRSS_NORMAL -> hrss_unlocks_to = COVERED_NORMAL
     fi;
     hrss = HRSS_LOCKED
  fi
}

/* the bank's lock is bank_pin alone (ruling under Status) */
inline enter_bank_wrongly() {
  if
  :: bank_tries + 1 < BANK_PIN_TRIES -> bank_tries++
  :: else -> bank_tries = 0; bank_pin = BANK_PIN_LOCKED
  fi
}

inline free_hrss_pin() {
  hrss_pin = PIN_SET; hrss_tries = 0;
  if
  :: hrss == HRSS_LOCKED && hrss_unlocks_to == COVERED_SEALED -> hrss = HRSS_SEALED
  :: hrss == HRSS_LOCKED && hrss_unlocks_to == COVERED_NORMAL -> hrss = HRSS_NORMAL
  :: else
  fi;
  hrss_unlocks_to = NONE
}

inline free_bank_pin() {
  bank_pin = BANK_PIN_SET; bank_tries = 0
}

/* ---------------------------------------------------------------- 9. temporary card: 临时卡 */

/* Who gets one: XJ13 M-008a the insured not yet given a card, and a holder while replacement or exchange is under way,
   insured or not (the measure is complete there, ruling: Papers; so not H-056); XX17-09d during replacement or exchange
   only. After cancellation whoever has applied for another card is one not yet given a card again (ruling: Codes,
   "apply then counts as a first application") [D27]. Not while one is out; after one reported lost another may be issued
   (ruling: Temporary cards). */
#define not_yet_given_a_card \
  (hrss == NONE || (hrss == HRSS_CANCELLED && order_under_way))

#define may_issue_temporary \
  (TEMPORARY_CARD && !temporary_out && \
   ((TEMPORARY_CARD_BEFORE_FIRST && not_yet_given_a_card && (still_insured || !TEMPORARY_CARD_INSURED_ONLY)) || \
    another_card_under_way))

/* Once the HRSS side is cancelled nothing is done with a temporary card (ruling: Codes, "cancelled"), until another card is
   applied for, and while that is under way [D27]. */
#define temporary_served  (hrss != HRSS_CANCELLED || order_under_way)

/* The temporary card ends with the collection of the card it stands in for (M-008c): one reported lost is released only
   while there is still something to bridge: no live card in hand, an order under way, the card lost. */
#define temporary_bridges  (!hrss_alive || order_under_way || body == BODY_REPORTED_LOST)

#define may_extend_temporary  (TEMPORARY_CARD_EXTENDABLE && temporary == TEMPORARY_VALID && temporary_served)   /* H-058 */
#define may_lose_temporary    (temporary == TEMPORARY_VALID && temporary_served)   /* H-029, H-031; XX17 silent [D5] */
#define may_find_temporary    (temporary == TEMPORARY_LOST && temporary_served && temporary_bridges)   /* likewise */
/* M-008c: on getting the card, and after expiry; XX17-09g. What was handed out is handed back, whatever became of the
   card that it stood for [D27] */
#define may_return_temporary  temporary_out
#define may_end_temporary     (temporary == TEMPORARY_VALID)                                     /* M-008b, XX17-09f */

/* ---------------------------------------------------------------- 10. money: 划入, 结算, 存取, 缴费, 待遇领取 */

/* The HRSS account belongs to the insured person, whichever medium he holds (H-069, M-008a), so it is credited before the
   first card too [D21]; not after the insurance has ended [D22]. No report or lock stops it. */
#define may_credit_hrss     (hrss_money == 0 && hrss != HRSS_CANCELLED && still_insured)

/* Medical bills come from the HRSS account alone (H-009, H-071). The card's HRSS function must be on, not lost, not locked,
   and after a move in the region reset (M-017a). The bank side does not matter; expiry does not either (XJ22-75-11). */
#define hrss_usable         (hrss == HRSS_NORMAL && insurance != MOVED)
#define may_pay_physical    (hrss_money == 1 && hrss_usable)

/* The temporary card stands in for a card that is absent or lost (H-075); a locked HRSS account is locked for it too (XX17-24a).
   After cancellation there is nothing to pay with: the account begins with 0.00 and is not credited before the new card. */
#define may_pay_temporary \
  (hrss_money == 1 && temporary == TEMPORARY_VALID && temporary_served && hrss_pin != PIN_LOCKED)

/* The electronic card follows the physical one; under a loss report it pays once the holder has allowed it (XJ22-73-4),
   if what the report covers could pay [D23]. */
#define may_pay_electronic \
  (hrss_money == 1 && E_CARD && insurance != MOVED && \
   ((e_card == E_ACTIVE && hrss == HRSS_NORMAL) || \
    (e_card == E_LIMITED_ALLOWED && hrss_lost && hrss_covered == COVERED_NORMAL)))

/* The debit account (H-006, M-010, XX17-29). Restricted stops everything but deposits (ruling: Money). A lost function is
   card_lost; after the HRSS side is cancelled nothing but the ending remains (cancelled). */
#define may_deposit         (bank_money == 0 && hrss_alive && (bank == BANK_ACTIVE || bank == BANK_RESTRICTED))
#define may_withdraw        (bank_money == 1 && hrss_alive && bank == BANK_ACTIVE)

/* Contribution and benefit are HRSS business done through the bank account (M-010, XX17-15; contribute_and_benefit_need_bank):
   both functions on. The end of the insurance stops neither [D22]. */
#define may_contribute      (bank_money == 1 && hrss_usable && bank == BANK_ACTIVE)
#define may_receive_benefit (bank_money == 0 && hrss_usable && bank == BANK_ACTIVE)

/* ---------------------------------------------------------------- 11. endings: 转移, 终止, 结清, 注销, 销毁 */

/* Transfer in the region: no new card; in Xinjiang usable only after reset (M-017a, H-060, H-090), in XX17-17 it goes on.
   Without a card there is nothing to reset [D11]. */
#define may_move            (still_insured)
inline move() {
  if
  :: RESET_AFTER_MOVE && hrss_alive -> insurance = MOVED
  :: else
  fi
}

/* H-060, M-017a: with the card, at the new W */
#define may_reset_card_data (RESET_AFTER_MOVE && insurance == MOVED && hrss_card_in_hand)

#define may_end_insurance   (still_insured)      /* settled abroad: M-016a, XJ22-76-1, XX17-20a, JS-33 */

/* 结清 (ruling: Money): the HRSS side once the insurance has ended, the bank side at any time; pays the balance out and
   ends that side's open business, which is all the HRSS side's: an order under way and a temporary card out, before the
   first card too (M-009b, JS-37), and a balance credited before any card [D8]. */
#define may_settle_hrss \
  (insurance == ENDED && (hrss_alive || (hrss == NONE && (order_under_way || temporary_out || hrss_money == 1))))
#define may_settle_bank     (bank_alive)

#define hrss_settled        (hrss_money == 0 && !another_card_under_way && !temporary_out)
#define bank_settled        (bank_money == 0)
#define settled_enough      ((!SETTLE_HRSS_FIRST || hrss_settled) && (!SETTLE_BANK_FIRST || bank_settled))

/* 注销. After the insurance has ended (M-016a, H-062, XJ22-76-1, XX17-20a, JS-33) and what H-066, JS-37 ask is settled.
   Lost sides too: what is cancelled need not be released [D24]. Business that need not be settled first ends with it [D8]. */
#define may_cancel_hrss     (hrss_alive && insurance == ENDED && settled_enough)
#define may_cancel_both     (CANCEL_BOTH_AT_ONCE && hrss_alive && insurance == ENDED && settled_enough)

/* The bank side after the HRSS side (H-064); or alone, for a change of bank (XJ22-75-7, JS-26, XX17-30), when only its own
   balance must be nought (ruling: Cards). After it too that balance alone counts, where anything does: the business of a
   new application is not the cancelled card's [D25] */
#define may_cancel_bank \
  (bank_alive && \
   ((hrss == HRSS_CANCELLED && (!SETTLE_BANK_FIRST || bank_settled)) || (hrss_alive && BANK_CANCELLED_ALONE && bank_settled)))

inline hrss_ends() {
  end_hrss_business();
  hrss = HRSS_CANCELLED; hrss_covered = NONE; hrss_unlocks_to = NONE;
  if
  :: E_CARD -> e_card = E_CANCELLED
  :: else
  fi
}

/* Closing the account pays out what is left on it: no money stays on a closed account [D24] */
inline bank_ends() {
  if
  :: bank != NONE -> bank = BANK_CANCELLED; bank_money = 0
  :: else
  fi;
  bank_covered = NONE
}

/* What becomes of the card: recovered at the last cancellation, destroyed with the receipt (XJ13: H-065, H-087, M-016c, -d),
   with the HRSS side (XX17-20b), elsewhere at once (ruling: Cards). A new card waiting at the outlet stays there [D29]. */
inline body_after_cancellation() {
  if
  :: !hrss_alive && !bank_alive -> has_card = 0; expired = 0
  :: else
  fi;
  if
  :: body == BODY_AT_OUTLET -> skip
  :: body != BODY_AT_OUTLET && DESTROYED_WITH_HRSS && !hrss_alive -> body = BODY_DESTROYED
  :: body != BODY_AT_OUTLET && !DESTROYED_WITH_HRSS && !has_card && DESTROYED_BY_RECEIPT -> body = BODY_RECOVERED
  :: body != BODY_AT_OUTLET && !DESTROYED_WITH_HRSS && !has_card && !DESTROYED_BY_RECEIPT -> body = BODY_DESTROYED
  :: else -> set_body_by_reports()
  fi
}

#define may_send_receipt    (DESTROYED_BY_RECEIPT && body == BODY_RECOVERED)      /* H-088, M-016d */

/* ---------------------------------------------------------------- 12. what every step and every state must satisfy */

#define was_under_way       (was_order == ORDER_ACCEPTED || was_order == ORDER_IN_PRODUCTION || was_order == ORDER_READY || was_order == ORDER_UNDELIVERED)

inline check_steps() {
  /* H-009: no money moves between the accounts: a step touches one of them, save that a new start begins with 0.00 */
  assert(hrss_money == was_hrss_money || bank_money == was_bank_money || was_hrss == HRSS_CANCELLED);
  /* XJ22-76-4: what is cancelled stays so until another card is collected */
  assert(was_hrss != HRSS_CANCELLED || hrss == HRSS_CANCELLED || (new_card_collected && was_making == FOR_APPLY));
  assert(was_bank != BANK_CANCELLED || bank == BANK_CANCELLED || new_card_collected);
  /* a formal loss ends by release, where the rulebook knows it and no replacement is under way; by cancellation; by a new card */
  assert(was_hrss != HRSS_FORMALLY_LOST || hrss == HRSS_FORMALLY_LOST || hrss == HRSS_CANCELLED || new_card_collected ||
         (RELEASE_AFTER_FORMAL_LOSS && !(was_under_way && was_making == FOR_REPLACE)));
  assert(was_bank != BANK_FORMALLY_LOST || bank == BANK_FORMALLY_LOST || bank == BANK_CANCELLED || new_card_collected ||
         (RELEASE_AFTER_FORMAL_LOSS && !(was_under_way && was_making == FOR_REPLACE)));
  /* release restores the state before the report */
  assert(!(was_hrss_covered != NONE && hrss_covered == NONE) || new_card_collected || hrss == HRSS_CANCELLED ||
         (was_hrss_covered == COVERED_SEALED && hrss == HRSS_SEALED) || (was_hrss_covered == COVERED_NORMAL && hrss == HRSS_NORMAL) ||
         (was_hrss_covered == COVERED_LOCKED && hrss == HRSS_LOCKED));
  /* what a report covers changes by expiry alone */
  assert(was_hrss_covered == NONE || hrss_covered == NONE || hrss_covered == was_hrss_covered);
  assert(was_bank_covered == NONE || bank_covered == NONE || bank_covered == was_bank_covered || (!was_expired && expired));
  /* production stages come in their order */
  assert(order == was_order || order != ORDER_IN_PRODUCTION || was_order == ORDER_ACCEPTED);
  assert(order == was_order || order != ORDER_FAILED || was_order == ORDER_ACCEPTED || was_order == ORDER_IN_PRODUCTION);
  assert(order == was_order || order != ORDER_UNDELIVERED || was_order == ORDER_READY);
  assert(order == was_order || order != ORDER_ACCEPTED || !was_under_way);
  /* M-008c, XX17-09g: the temporary card comes back before the new card is handed out */
  assert(!new_card_collected || (was_temporary != TEMPORARY_VALID && was_temporary != TEMPORARY_EXPIRED));
  /* M-006a, XX17-06a: an ended insurance begins anew with an application after cancellation alone */
  assert(was_insurance != ENDED || insurance == ENDED ||
         (APPLICATION_NEEDS_INSURANCE && hrss == HRSS_CANCELLED && !was_under_way && making == FOR_APPLY));
  /* M-016a, XX17-20a, JS-33: the insurance ends before the HRSS side */
  assert(hrss == was_hrss || hrss != HRSS_CANCELLED || was_insurance == ENDED);
  /* H-064: where the bank side cannot go alone, W comes first */
  assert(BANK_CANCELLED_ALONE || bank == was_bank || bank != BANK_CANCELLED || hrss == HRSS_CANCELLED);
  /* H-066, JS-37: nothing is left behind */
  assert(!SETTLE_HRSS_FIRST || hrss == was_hrss || hrss != HRSS_CANCELLED || was_hrss_money == 0);
  assert(!SETTLE_HRSS_FIRST || hrss == was_hrss || hrss != HRSS_CANCELLED ||
         (!was_under_way && was_temporary != TEMPORARY_VALID && was_temporary != TEMPORARY_EXPIRED));
  assert(!SETTLE_BANK_FIRST || bank == was_bank || bank != BANK_CANCELLED || was_bank_money == 0);
  /* H-071: the HRSS account pays only through a usable HRSS function, a temporary card or an allowed e-card, or is settled;
     after cancellation a new application begins with 0.00 */
  assert(!(was_hrss_money == 1 && hrss_money == 0) || was_hrss == HRSS_NORMAL || was_temporary == TEMPORARY_VALID ||
         was_e_card == E_LIMITED_ALLOWED || was_insurance == ENDED || (was_hrss == HRSS_CANCELLED && !was_under_way && order_under_way));
  assert(was_hrss != HRSS_CANCELLED || !new_card_collected || (was_hrss_money == 0 && was_hrss_pin == PIN_INITIAL && bank_money == was_bank_money));
  /* nobody leaves a temporary card behind at cancellation; afterwards one comes into use while another card is under way alone */
  assert(hrss == was_hrss || hrss != HRSS_CANCELLED || !temporary_out);
  assert(hrss != HRSS_CANCELLED || temporary != TEMPORARY_VALID || was_temporary == TEMPORARY_VALID || was_under_way);
  /* M-008a: before a card one must be insured */
  assert(!TEMPORARY_CARD_INSURED_ONLY || was_temporary == TEMPORARY_VALID || temporary != TEMPORARY_VALID || still_insured ||
         was_temporary == TEMPORARY_LOST || hrss_alive)
  /* H-010: a step touches one PIN, save activation and a new card */
  assert(hrss_tries == was_hrss_tries || bank_tries == was_bank_tries || new_card_collected);
  /* validity is over once a card */
  assert(expired || !was_expired || new_card_collected || !has_card)
}

inline check_state() {
  assert((making != NONE) == (order_under_way));
  assert((hrss_covered != NONE) == (hrss_lost));
  assert((bank_covered != NONE) == (bank_lost));
  assert((hrss_unlocks_to != NONE) == (hrss == HRSS_LOCKED || hrss_covered == COVERED_LOCKED));
  /* a lock of the PIN is one of the function, save on a new card not switched on yet [D10] */
  assert(!(hrss == HRSS_LOCKED || hrss_covered == COVERED_LOCKED) || hrss_pin == PIN_LOCKED);
  assert(!(hrss == HRSS_NORMAL || hrss_covered == COVERED_NORMAL) || hrss_pin != PIN_LOCKED);
  assert(hrss_tries < HRSS_PIN_TRIES && (hrss_tries == 0 || hrss_pin == PIN_SET));
  assert(bank_tries < BANK_PIN_TRIES && (bank_tries == 0 || bank_pin == BANK_PIN_SET));
  assert((hrss == NONE) == (hrss_pin == NONE));
  assert(!bank_alive || ((bank_pin == NONE) == (bank == BANK_INACTIVE || bank_covered == COVERED_INACTIVE)));
  assert(has_card == (hrss_alive || bank_alive));
  assert(!expired || has_card);
  assert(bank != BANK_ACTIVE || !expired);
  assert(bank_covered != COVERED_ACTIVE || !expired);
  assert(bank != BANK_RESTRICTED && bank_covered != COVERED_RESTRICTED || expired);
  assert(body != BODY_REPORTED_LOST || hrss_lost || bank_lost);
  assert(!(hrss_lost || (bank_lost && hrss_alive)) || body == BODY_REPORTED_LOST);
  assert(!hrss_alive || body == BODY_WITH_HOLDER || body == BODY_REPORTED_LOST);
  assert(body != BODY_RECOVERED || DESTROYED_BY_RECEIPT);
  assert((e_card == E_LIMITED || e_card == E_LIMITED_ALLOWED) == (E_CARD && hrss_lost));
  assert(E_CARD || e_card == NONE);
  assert(TEMPORARY_CARD || temporary == NONE);
  assert(bank != BANK_CANCELLED || bank_money == 0);
  assert(body != BODY_AT_OUTLET || !hrss_alive);
  assert(!(order_under_way && order != ORDER_ACCEPTED && order != ORDER_IN_PRODUCTION) ||
         (body == BODY_AT_OUTLET || body == BODY_WITH_HOLDER || body == BODY_REPORTED_LOST ||
          (hrss == HRSS_CANCELLED && !has_card)));
  assert(TEMPORARY_LOSS || (hrss != HRSS_TEMPORARILY_LOST && bank != BANK_TEMPORARILY_LOST));
  assert(insurance != MOVED || RESET_AFTER_MOVE);
  assert(hrss_money <= 1 && bank_money <= 1);
  /* JS-22, M-014a; in XJ22 and XX17 by the act itself: under replacement the old card is wholly reported */
  assert(!replacement_under_way || (hrss == HRSS_FORMALLY_LOST && (bank == BANK_FORMALLY_LOST || bank == BANK_CANCELLED)));
  assert(!(order_under_way && making == FOR_APPLY) || !hrss_alive)
}

inline check_step() {
  check_steps(); check_state()
}

/* ---------------------------------------------------------------- 13. the card */

active proctype card() {
end:
  do
  /* cards */
  ACTION(apply, IN_LOSSES | IN_PINS | IN_TEMPORARY | IN_ENDINGS, ORDINARY_APPLY && may_apply, apply_for_card(ORDER_ACCEPTED))
  ACTION(apply_instant, IN_TEMPORARY, INSTANT_APPLY && may_apply, apply_for_card(ORDER_READY))
  ACTION(produce, IN_LOSSES | IN_PINS | IN_TEMPORARY | IN_ENDINGS, may_produce, order = ORDER_IN_PRODUCTION)
  ACTION(deliver, IN_LOSSES | IN_PINS | IN_TEMPORARY | IN_ENDINGS, may_deliver, card_is_made())
  ACTION(fail, IN_LOSSES | IN_TEMPORARY, may_fail, order = ORDER_FAILED; making = NONE)
  ACTION(return_undelivered, IN_LOSSES | IN_TEMPORARY, may_return_undelivered, order = ORDER_UNDELIVERED)
  ACTION(collect, IN_LOSSES | IN_PINS | IN_TEMPORARY | IN_ENDINGS, may_collect, collect_card())
  ACTION(replace, IN_LOSSES | IN_PINS | IN_TEMPORARY, ORDINARY_REPLACE && may_replace, replace_card(ORDER_ACCEPTED))
  ACTION(replace_instant, IN_TEMPORARY, INSTANT_REPLACE && may_replace, replace_card(ORDER_READY))
  ACTION(exchange, IN_LOSSES | IN_TEMPORARY | IN_ENDINGS, ORDINARY_EXCHANGE && may_exchange, begin_order(ORDER_ACCEPTED, FOR_EXCHANGE))
  ACTION(exchange_instant, IN_TEMPORARY, INSTANT_EXCHANGE && may_exchange, begin_order(ORDER_READY, FOR_EXCHANGE))
  ACTION(activate_bank, IN_LOSSES | IN_PINS | IN_TEMPORARY | IN_ENDINGS, may_activate_bank, activate_bank_side())
  ACTION(enable_hrss, IN_LOSSES | IN_PINS | IN_TEMPORARY | IN_ENDINGS, may_enable_hrss, switch_hrss_on())
  ACTION(card_expires, IN_LOSSES | IN_ENDINGS, may_expire, card_runs_out())
  /* losses */
  ACTION(report_temporary_hrss, IN_LOSSES | IN_PINS, may_report_temporary_hrss, report_temporarily(1, 0))
  ACTION(report_temporary_bank, IN_LOSSES, may_report_temporary_bank, report_temporarily(0, 1))
  ACTION(report_temporary_both, IN_LOSSES, may_report_temporary_both, report_temporarily(1, 1))
  ACTION(report_formal_hrss, IN_LOSSES | IN_PINS | IN_ENDINGS, may_report_formal_hrss, report_formally(1, 0))
  ACTION(report_formal_bank, IN_LOSSES | IN_PINS | IN_ENDINGS, may_report_formal_bank, report_formally(0, 1))
  ACTION(report_formal_both, IN_LOSSES | IN_PINS | IN_TEMPORARY | IN_ENDINGS, may_report_formal_both, report_formally(1, 1))
  ACTION(release_hrss, IN_LOSSES | IN_PINS | IN_ENDINGS, may_release_hrss, release(1, 0))
  ACTION(release_bank, IN_LOSSES | IN_PINS | IN_ENDINGS, may_release_bank, release(0, 1))
  ACTION(release_both, IN_LOSSES | IN_PINS | IN_TEMPORARY | IN_ENDINGS, may_release_both, release(1, 1))
  ACTION(loss_lapses, IN_LOSSES | IN_PINS, may_lapse, release(1, 0))
  ACTION(allow_e_card, IN_LOSSES, may_allow_e_card, e_card = E_LIMITED_ALLOWED)
  /* PINs */
  ACTION(enter_hrss_right, IN_PINS, may_enter_hrss, hrss_tries = 0)
  ACTION(enter_hrss_wrong, IN_PINS, may_enter_hrss, enter_hrss_wrongly())
  ACTION(enter_bank_right, IN_PINS, may_enter_bank, bank_tries = 0)
  ACTION(enter_bank_wrong, IN_PINS, may_enter_bank, enter_bank_wrongly())
  ACTION(change_hrss, IN_PINS, may_change_hrss, hrss_pin = PIN_SET)
  ACTION(change_bank, IN_PINS, may_change_bank, bank_pin = BANK_PIN_SET)
  ACTION(reset_hrss, IN_PINS, may_reset_hrss, free_hrss_pin())
  ACTION(reset_bank, IN_PINS, may_reset_bank, free_bank_pin())
  ACTION(unlock_hrss, IN_PINS, may_unlock_hrss, free_hrss_pin())
  ACTION(unlock_bank, IN_PINS, may_unlock_bank, free_bank_pin())
  /* temporary card */
  ACTION(issue_temporary, IN_TEMPORARY, may_issue_temporary, temporary = TEMPORARY_VALID)
  ACTION(extend_temporary, IN_TEMPORARY, may_extend_temporary, skip)
  ACTION(lose_temporary, IN_TEMPORARY, may_lose_temporary, temporary = TEMPORARY_LOST)
  ACTION(find_temporary, IN_TEMPORARY, may_find_temporary, temporary = TEMPORARY_VALID)
  ACTION(return_temporary, IN_TEMPORARY, may_return_temporary, temporary = TEMPORARY_RETURNED)
  ACTION(temporary_ends, IN_TEMPORARY, may_end_temporary, temporary = TEMPORARY_EXPIRED)
  /* money */
  ACTION(credit_hrss, IN_TEMPORARY | IN_ENDINGS, may_credit_hrss, hrss_money = 1)
  ACTION(pay_physical, IN_ENDINGS, may_pay_physical, hrss_money = 0)
  ACTION(pay_temporary, IN_TEMPORARY, may_pay_temporary, hrss_money = 0)
  ACTION(pay_electronic, IN_ENDINGS, may_pay_electronic, hrss_money = 0)
  ACTION(deposit, IN_ENDINGS, may_deposit, bank_money = 1)
  ACTION(withdraw, IN_ENDINGS, may_withdraw, bank_money = 0)
  ACTION(contribute, IN_ENDINGS, may_contribute, bank_money = 0)
  ACTION(receive_benefit, IN_ENDINGS, may_receive_benefit, bank_money = 1)
  /* endings */
  ACTION(move_in_region, IN_ENDINGS, may_move, move())
  ACTION(reset_card_data, IN_ENDINGS, may_reset_card_data, insurance = INSURED)
  ACTION(end_insurance, IN_TEMPORARY | IN_ENDINGS, may_end_insurance, insurance = ENDED)
  ACTION(settle_hrss, IN_TEMPORARY | IN_ENDINGS, may_settle_hrss, hrss_money = 0; end_hrss_business())
  ACTION(settle_bank, IN_TEMPORARY | IN_ENDINGS, may_settle_bank, bank_money = 0)
  ACTION(cancel_hrss, IN_TEMPORARY | IN_ENDINGS, may_cancel_hrss, hrss_ends(); body_after_cancellation())
  ACTION(cancel_bank, IN_ENDINGS, may_cancel_bank, bank_ends(); body_after_cancellation())
  ACTION(cancel_both, IN_TEMPORARY | IN_ENDINGS, may_cancel_both, hrss_ends(); bank_ends(); body_after_cancellation())
  ACTION(send_receipt, IN_ENDINGS, may_send_receipt, body = BODY_DESTROYED)
  od
}

/* ---------------------------------------------------------------- 14. what every history must satisfy */

ltl cancellation_follows_insurance { [] (hrss_alive -> ((hrss != HRSS_CANCELLED) W (insurance == ENDED))) }
ltl ended_until_new_application { [] (insurance == ENDED -> ((insurance == ENDED) W (APPLICATION_NEEDS_INSURANCE && hrss == HRSS_CANCELLED && order == ORDER_ACCEPTED))) }
ltl no_card_before_production { (has_card == 0) W (order == ORDER_READY) }
ltl cancelled_until_new_card { [] (hrss == HRSS_CANCELLED -> ((hrss == HRSS_CANCELLED) W (hrss == HRSS_SEALED))) }
ltl replacement_holds_the_loss { [] ((replacement_under_way && hrss == HRSS_FORMALLY_LOST) -> ((hrss == HRSS_FORMALLY_LOST) W (!replacement_under_way))) }
ltl formal_loss_final_where_so_read { RELEASE_AFTER_FORMAL_LOSS || [] (hrss == HRSS_FORMALLY_LOST -> ((hrss == HRSS_FORMALLY_LOST) W (hrss == HRSS_CANCELLED || order == ORDER_COLLECTED && e_card == E_ACTIVE))) }
ltl loss_never_uncovers_a_sealed_card { [] (hrss_covered == COVERED_SEALED -> ((hrss != HRSS_NORMAL) W (hrss == HRSS_SEALED || hrss == HRSS_LOCKED))) }
ltl bank_starts_inactive { (bank != BANK_ACTIVE) W (bank == BANK_INACTIVE) }
ltl restricted_until_new_card { [] (bank == BANK_RESTRICTED -> ((bank != BANK_ACTIVE) W (bank == BANK_INACTIVE))) }
ltl destroyed_until_new_card { [] (body == BODY_DESTROYED -> ((body == BODY_DESTROYED) W (body == BODY_AT_OUTLET || body == BODY_WITH_HOLDER))) }
ltl lock_outlives_its_reports { [] (hrss_pin == PIN_LOCKED -> ((hrss != HRSS_NORMAL) W (hrss_pin != PIN_LOCKED))) }
ltl expired_temporary_never_revives { [] (temporary == TEMPORARY_EXPIRED -> ((temporary == TEMPORARY_EXPIRED) W (temporary == TEMPORARY_RETURNED))) }
