//! Which help desks are shipped: the library reads what the build script made of these files.

/// The ids of the help desks whose placeholders are known, in the order of lists; each has a file in `packs/helpdesk`.
pub(crate) const SHIPPED_IDS: &[&str] = &[
    "zendesk",
    "freshdesk",
    "intercom",
    "helpscout",
    "gorgias",
    "front",
    "hubspot",
    "chatwoot",
    "zammad",
    "freescout",
    "osticket",
    "otobo",
    "uvdesk",
    "discourse",
    "livehelperchat",
    "kustomer",
    "salesforce",
    "crisp",
    "zohodesk",
    "frappe_helpdesk",
    "servicenow",
    "faveo",
    "espanso",
    "textexpander",
];
