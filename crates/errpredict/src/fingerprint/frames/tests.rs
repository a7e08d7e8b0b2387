//! Frames of the traces of many languages.

use super::*;

fn check(trace: &str, expected: &[&str]) {
    let mut out = Vec::new();
    top_frames(trace, &mut out);
    let text = String::from_utf8(out).unwrap();
    let frames: Vec<_> = text.lines().map(str::trim).collect();
    assert_eq!(frames, expected, "{trace}");
}

#[test]
fn depth_counts_the_frames_of_the_exception_that_arrived() {
    let java = "\tat com.acme.Cart.add(Cart.java:42)\n";
    let caused = format!("E: x\n{}Caused by: F: y\n{}\t... 9 more", java.repeat(12), java.repeat(3));
    let one = "Traceback (most recent call last):\n  File \"/a/cart.py\", line 7, in add\n    add()\n";
    let two = "Traceback (most recent call last):\n  File \"/a/cart.py\", line 7, in add\n  File \"/a/x.py\", line 1, in f\nE: x";
    for (trace, depth) in [
        (java.repeat(30), 30),
        (caused, 12),
        (one.to_owned(), 1),
        (
            format!(
                "{one}E: x\n\nDuring handling of the above exception, another exception occurred:\n\n{two}"
            ),
            2,
        ),
        ("#0 /a/Cart.php(33): App\\Cart->add()\n#1 {main}".to_owned(), 2),
        ("no trace at all".to_owned(), 0),
        (String::new(), 0),
    ] {
        assert_eq!(top_frames(&trace, &mut Vec::new()), depth, "{trace}");
    }
}

#[test]
fn python() {
    check(
        r#"Traceback (most recent call last):
  File "/usr/lib/python3.11/urllib/request.py", line 1348, in do_open
    h.request(req.get_method(), req.selector, req.data, headers,
ConnectionRefusedError: [Errno 111] Connection refused

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/srv/releases/20261123/shop/views.py", line 88, in checkout
    return pay(order)
           ^^^^^^^^^^
  File "/srv/releases/20261123/shop/payment.py", line 17, in pay
    raise PaymentError("down")
shop.payment.PaymentError: down"#,
        &["request do_open"],
    );
}

#[test]
fn java() {
    check(
        "java.lang.IllegalStateException: Duplicate key 17
\tat java.base/java.util.stream.Collectors.duplicateKeyException(Collectors.java:135)
\tat java.base/java.util.stream.Collectors.lambda$uniqKeysMapAccumulator$1(Collectors.java:182)
\tat com.acme.shop.Cart$$Lambda$14/0x0000000800066840.accept(Unknown Source)
\tat com.acme.shop.Cart.index(Cart.java:42)
\tat com.acme.shop.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d.add(<generated>)
\tat com.acme.Main.main(Main.java:9)
\t... 24 more",
        &[
            "java.util.stream.Collectors.duplicateKeyException",
            "java.util.stream.Collectors.lambda$uniqKeysMapAccumulator$0",
            "com.acme.shop.Cart$$Lambda$0",
            "com.acme.shop.Cart.index",
            "com.acme.shop.Cart$$EnhancerBySpringCGLIB",
        ],
    );
}

#[test]
fn javascript() {
    check(
        "TypeError: Cannot read properties of undefined (reading 'id')
    at Cart.add (/srv/app/dist/cart.3f2a1c.js:10:15)
    at async /srv/app/dist/server.js:5:3
    at new Order (file:///srv/app/order.mjs:2:9)
    at Object.<anonymous> (/srv/app/index.js:1:1)
    at node:internal/main/run_main_module:28:49",
        &["cart Cart.add", "server", "order Order", "index Object.<anonymous>", "run_main_module"],
    );
    check(
        "add@https://shop.example.com/static/js/main.8f3a.js:2:1045
https://shop.example.com/other.js:1:1
@https://shop.example.com/static/js/main.8f3a.js:9:1",
        &["main add", "main"],
    );
}

#[test]
fn php() {
    check(
        "PHP Fatal error:  Uncaught App\\PaymentError: down in /var/www/app/Cart.php:12
Stack trace:
#0 /var/www/app/Http/CartController.php(33): App\\Cart->add(Object(App\\Item), 17)
#1 [internal function]: App\\Http\\CartController->store(Object(Request))
#2 {main}
  thrown in /var/www/app/Cart.php on line 12",
        &["CartController App\\Cart->add", "App\\Http\\CartController->store", "{main}"],
    );
}

#[test]
fn dart() {
    check(
        "#0      Cart.add (package:shop/cart.dart:12:5)
#1      _rootRunUnary (dart:async/zone.dart:1407:47)",
        &["cart Cart.add", "zone _rootRunUnary"],
    );
}

#[test]
fn rust() {
    check(
        "thread 'main' panicked at src/main.rs:4:5:
index out of bounds: the len is 3 but the index is 99
stack backtrace:
   0: rust_begin_unwind
             at /rustc/f2d3ce0bd/library/std/src/panicking.rs:665:5
   1: core::panicking::panic_fmt
             at /rustc/f2d3ce0bd/library/core/src/panicking.rs:74:14
   2: shop::cart::add::h0123456789abcdef
             at ./src/cart.rs:4:5
   3:     0x55d6c7a1f0b4 - shop::main::{{closure}}::hfedcba9876543210
             at ./src/main.rs:9:5
   4: core::ops::function::FnOnce::call_once",
        &["shop::cart::add", "shop::main::{{closure}}", "core::ops::function::FnOnce::call_once"],
    );
}

#[test]
fn go() {
    check(
        "panic: runtime error: index out of range [5] with length 3

goroutine 18 [running]:
panic({0x4a2f60?, 0xc0000b4018?})
\t/usr/local/go/src/runtime/panic.go:770 +0x132
main.(*Server).handle(0xc000010000, {0x1, 0x2})
\t/app/server.go:42 +0x1d
main.main.func1()
\t/app/main.go:9 +0x25
created by main.main in goroutine 1
\t/app/main.go:8 +0x5c",
        &["main.(*Server).handle", "main.main.func0", "main.main"],
    );
}

#[test]
fn of_a_chain_the_innermost_cause_counts() {
    let java = "\tat com.acme.Cart.add(Cart.java:42)\n\tat com.acme.Main.main(Main.java:9)\n";
    let inner = "Caused by: a.B: y\n\tat com.acme.Db.read(Db.java:7)\n\t... 2 more\n";
    check(&format!("E: x\n{java}{inner}"), &["com.acme.Db.read"]);
    let innermost = "Caused by: c.D: z\n\tat com.acme.Net.open(Net.java:1)\n\t... 3 more";
    check(&format!("E: x\n{java}{inner}{innermost}"), &["com.acme.Net.open"]);
    // Only words of a cause tell no place.
    check(&format!("E: x\n{java}Caused by: c.D: z"), &["com.acme.Cart.add", "com.acme.Main.main"]);
    check(
        "Error: outer\n    at add (/app/cart.js:1:2) {\n  [cause]: TypeError: inner\n      at read (/app/db.js:3:4)\n}",
        &["db read"],
    );
    check(
        "System.Exception: x\n ---> System.TimeoutException: y\n   at Shop.Db.Read() in Db.cs:line 3\n   --- End of inner exception stack trace ---\n   at Shop.Cart.Add() in Cart.cs:line 9",
        &["Shop.Db.Read", "Shop.Cart.Add"],
    );
    let part = |file: &str, kind: &str| {
        format!(
            "Traceback (most recent call last):\n  File \"/a/{file}.py\", line 7, in f\n    g()\n{kind}: x\n"
        )
    };
    for link in [
        "The above exception was the direct cause of the following exception:",
        "During handling of the above exception, another exception occurred:",
    ] {
        check(&format!("{}\n{link}\n\n{}", part("db", "KeyError"), part("cart", "CartError")), &["db f"]);
    }
    let group = format!("{}{}", part("a", "E"), part("b", "F"));
    check(&group, &["b f"]);
}

#[test]
fn recursion_is_one_frame_and_text_is_none() {
    let deep = "    at walk (/app/tree.js:3:9)\n".repeat(10_000);
    check(&deep, &["tree walk"]);
    check("no trace at all\nbut two lines", &[]);
    check("", &[]);
}
