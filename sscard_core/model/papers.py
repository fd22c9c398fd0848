"""The papers that a counter may ask for (材料)."""

from sscard_core.model.words import Word


class Paper(Word):
    """One paper. For an agent, the ID papers without a prefix are the holder's."""

    ID_ORIGINAL = "id_original", "有效身份证件原件"
    ID_COPY = "id_copy", "有效身份证件复印件"
    CARD = "card", "社会保障卡"
    APPLICATION_FORM = "application_form", "业务受理单"
    REGISTRATION_FORM = "registration_form", "申领登记表"
    COLLECTION_SLIP = "collection_slip", "受理单第三联"
    PHOTO = "photo", "电子照片"
    AGENT_ID_ORIGINAL = "agent_id_original", "代理人身份证件原件"
    AGENT_ID_COPY = "agent_id_copy", "代理人身份证件复印件"
    GUARDIAN_ID_ORIGINAL = "guardian_id_original", "监护人身份证件原件"
    HOUSEHOLD_REGISTER = "household_register", "户口簿原件"
    GUARDIANSHIP_PROOF = "guardianship_proof", "监护关系证明"
    SPECIAL_NEED_PROOF = "special_need_proof", "特殊情况证明"
    POLICE_CERTIFICATE = "police_certificate", "公安部门证明"
    CHANGE_PROOF = "change_proof", "信息变更证明"
    TERMINATION_PROOF = "termination_proof", "社会保险关系终止证明"
    TRANSFER_PROOF = "transfer_proof", "社会保险关系转移证明"
    CLEARANCE_NOTICE = "clearance_notice", "清户通知书"
    UNIT_CERTIFICATE = "unit_certificate", "法人社会信用代码证"
    POWER_OF_ATTORNEY = "power_of_attorney", "授权委托书"
    COLLECTION_RECEIPT = "collection_receipt", "领卡凭据"
    FAMILY_ID_ORIGINAL = "family_id_original", "家庭成员身份证件原件"
    HOUSEHOLD_REGISTER_COPY = "household_register_copy", "户口簿复印件"
