//! Start mails: from the notice to the bytes on the wire, beside opening a composer for each mail
//! (which parses and tries all templates), and beside lettre alone with texts that are ready.
//!
//! ```text
//! cargo bench -p ptr-benches --bench mails
//! ```

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lettre::Message;
use lettre::message::MultiPart;
use ptr_benches::letters::{config, ready, run};
use ptr_mail::{Composer, Pages};

fn start_mails(criterion: &mut Criterion) {
    let (run, config, pages) = (run(), config(), Pages::at("https://ptr.grid.example"));
    let view = run.view(ready());
    let notices = view.notices(None);
    let notice = notices.first().expect("the step is ready");
    let composer = Composer::new(&config).expect("the built-in templates are right");
    let bytes = |composer: &Composer| {
        composer.letter(notice, &view, &pages).expect("a start mail can be written").bytes()
    };
    let mail = bytes(&composer);
    let mut group = criterion.benchmark_group(format!("start mails of {} bytes", mail.len()));
    group.throughput(Throughput::Elements(1));
    group.bench_function("ours", |bench| bench.iter(|| black_box(bytes(&composer))));
    group.bench_function("a composer opened for each mail", |bench| {
        bench.iter(|| black_box(bytes(&Composer::new(&config).expect("built in"))));
    });
    let text = composer.texts(notice, &view, &pages).expect("a start mail can be written");
    group.bench_function("limit: lettre alone", |bench| {
        bench.iter(|| {
            let message = Message::builder()
                .date(ready().into())
                .message_id(Some("<1@grid.example>".to_owned()))
                .from(config.from().clone())
                .reply_to(config.reply_to().clone())
                .to("anne.durand@grid.example".parse().expect("an address"))
                .subject(text.subject.as_str())
                .multipart(MultiPart::alternative_plain_html(text.text.clone(), text.html.clone()));
            black_box(message.expect("a message").formatted())
        });
    });
    group.finish();
}

criterion_group!(benches, start_mails);
criterion_main!(benches);
