//! The words that give the class of an error away, each once.

use super::kinds::{ErrorClass, TypeClass};

/// Words that say the same.
pub(super) struct Line {
    /// Whether they count in messages too, or only in the name of a type, where words are few and chosen.
    pub(super) in_messages: bool,
    /// What kind of remedy could help.
    pub(super) remedy: ErrorClass,
    /// What features count the type as.
    pub(super) counted_as: TypeClass,
    pub(super) words: &'static [&'static str],
}

const fn anywhere(remedy: ErrorClass, counted_as: TypeClass, words: &'static [&'static str]) -> Line {
    Line { in_messages: true, remedy, counted_as, words }
}

const fn in_types(remedy: ErrorClass, counted_as: TypeClass, words: &'static [&'static str]) -> Line {
    Line { in_messages: false, remedy, counted_as, words }
}

/// The first line with a word that fits decides, so the specific stand first. Words are those of the errors and exceptions
/// of the common languages, frameworks and databases, of HTTP, and of machines' own logs.
#[rustfmt::skip]
pub(super) const LINES: &[Line] = &[
    anywhere(ErrorClass::Pool, TypeClass::Connection, &[
        "connection pool", "pool exhausted", "pool timeout", "pooltimeout", "too many connections", "queue pool", "queuepool",
        "remaining connection slots", "hikari pool", "hikaripool",
    ]),
    anywhere(ErrorClass::Memory, TypeClass::Memory, &[
        "out of memory", "outofmemory", "memory error", "memoryerror", "oom", "oomkill", "heap space", "heap limit",
        "cannot allocate", "allowed memory size",
    ]),
    anywhere(ErrorClass::Overload, TypeClass::Api, &[
        "too many requests", "rate limit", "ratelimit", "throttl", "overload", "429",
    ]),
    anywhere(ErrorClass::Cache, TypeClass::Database, &["redis"]),
    anywhere(ErrorClass::Cache, TypeClass::Memory, &["cache", "memcache"]),
    anywhere(ErrorClass::Database, TypeClass::Database, &[
        "deadlock", "database", "sqlstate", "sqlexception", "operational error", "operationalerror", "integrity error",
        "integrityerror", "query exception", "queryexception", "lock wait", "psycopg", "mysql", "my sql", "postgre", "sqlite",
        "mongo",
    ]),
    anywhere(ErrorClass::Timeout, TypeClass::Timeout, &[
        "timeout", "timedout", "timed out", "etimedout", "esockettimedout", "deadline exceeded", "deadlineexceeded",
    ]),
    in_types(ErrorClass::Timeout, TypeClass::Timeout, &["deadline", "504", "408", "524"]),
    anywhere(ErrorClass::Connection, TypeClass::Connection, &[
        "connection", "econn", "connect error", "disconnect", "reconnect", "network", "unreachable", "socket", "websocket", "dns",
        "dnserror", "getaddrinfo", "broken pipe",
    ]),
    in_types(ErrorClass::Connection, TypeClass::Connection, &["connect", "refused", "reset"]),
    in_types(ErrorClass::Other, TypeClass::Connection, &["host", "tcp", "link", "502", "521", "522", "523", "525"]),
    anywhere(ErrorClass::Auth, TypeClass::Auth, &[
        "unauthori", "authenticat", "authoriz", "authoris", "forbidden", "permission denied", "permissiondenied", "invalid token",
        "expired token", "login fail", "failed login", "invalid credentials", "csrf", "access denied",
    ]),
    in_types(ErrorClass::Auth, TypeClass::Auth, &[
        "auth", "permission", "denied", "token", "jwt", "login", "credential", "401", "403",
    ]),
    in_types(ErrorClass::Other, TypeClass::Auth, &["certificate", "ssl", "tls"]),
    in_types(ErrorClass::Database, TypeClass::Database, &["sql", "db", "query", "integrity", "transaction", "orm"]),
    in_types(ErrorClass::Other, TypeClass::Database, &["storage", "lustre"]),
    in_types(ErrorClass::Other, TypeClass::Memory, &[
        "memory", "heap", "alloc", "dimm", "segfault", "overflow", "tlb", "parity", "ecc",
    ]),
    in_types(ErrorClass::Other, TypeClass::Disk, &[
        "disk", "enospc", "quota", "filesystem", "raid", "scratch", "inode", "volume",
    ]),
    anywhere(ErrorClass::Code, TypeClass::Validation, &["type error", "typeerror", "illegal argument", "illegalargument"]),
    anywhere(ErrorClass::Code, TypeClass::Configuration, &[
        "import error", "importerror", "module not found", "modulenotfound",
    ]),
    in_types(ErrorClass::Other, TypeClass::Api, &[
        "http", "api", "request", "response", "status", "gateway", "endpoint", "500", "503", "530", "400", "404", "405", "415",
    ]),
    in_types(ErrorClass::Other, TypeClass::Validation, &[
        "validation", "invalid", "value", "type", "parse", "format", "schema", "json", "decode", "unicode", "argument", "missing",
    ]),
    anywhere(ErrorClass::Code, TypeClass::Code, &[
        "null pointer", "nullpointer", "key error", "keyerror", "attribute error", "attributeerror", "index error", "indexerror",
        "name error", "nameerror", "reference error", "referenceerror", "undefined", "illegal state", "illegalstate", "class cast",
        "classcast", "assertion", "not a function", "unwrap", "panicked", "zero division", "zerodivision", "arithmetic",
        "index out of bounds", "indexoutofbounds", "no such method", "nosuchmethod", "syntax error", "syntaxerror", "compil",
    ]),
    in_types(ErrorClass::Other, TypeClass::Code, &[
        "null", "attribute", "reference", "index", "key", "illegal", "assert", "divi", "zero", "exception", "panic", "interrupt",
    ]),
    in_types(ErrorClass::Other, TypeClass::Configuration, &[
        "config", "setting", "environment", "import", "module", "load", "program", "software", "upgrade", "os",
    ]),
    in_types(ErrorClass::Other, TypeClass::Hardware, &[
        "hardware", "power", "fan", "temperature", "board", "cpu", "node", "plane", "kernel", "machine", "comp", "component",
        "computer", "ups",
    ]),
];

/// Longer words than three letters that must be whole all the same: they begin too many others.
pub(super) const WHOLE: &[&str] = &["comp"];
