//! Drawn facts as rows of a book, without a text on the way: what the book makes of the same fact when
//! [`Scribe::fact`] writes it.

use crate::base::name::Name;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::model::Program;
use crate::semantics::book::row::places;
use crate::semantics::book::{Book, PartnerId, Row, convert};
use crate::semantics::symbol::Symbol;
use crate::simulate::behaviour::sale_kind::KINDS;
use crate::simulate::book::facts::{letter, symbol};
use crate::simulate::engine::drawn::{Drawn, Extension, Learnt, Payment, Registration, Sale};
use crate::simulate::setting::Clock;

/// What rows need to be made.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    program: &'a Program,
    clock: Clock,
    refused: Symbol,
    extended: Symbol,
    kinds: [Symbol; KINDS.len()],
}

impl<'a> Rows<'a> {
    /// For a program and the book that the rows go into.
    pub fn of(program: &'a Program, clock: Clock, book: &mut Book) -> Rows<'a> {
        let refused = book.symbol(&Name::new("refused"));
        let extended = book.symbol(&Name::new("extended"));
        Rows {
            program,
            clock,
            refused,
            extended,
            kinds: KINDS.map(|kind| book.symbol(&Name::new(kind))),
        }
    }

    /// The row of a drawn fact; `None` for a claim, whose words are the fund's, and for what few programs read.
    pub fn row(&self, drawn: &Drawn) -> Option<Row> {
        match drawn {
            Drawn::Sale(sale) => Some(self.sale(sale)),
            Drawn::Registration(asked) => Some(self.registration(asked)),
            Drawn::Extension(asked) => Some(self.extension(asked)),
            Drawn::Completion(learnt) => {
                Some(self.learnt(FactKind::Completion, letter::COMPLETION, learnt))
            }
            Drawn::Certification(learnt) => {
                let row = self.learnt(FactKind::Certification, letter::CERTIFICATE, learnt);
                Some(convert::with_validity(self.program, row))
            }
            Drawn::Payment(paid) => Some(self.payment(paid)),
            Drawn::Claim(_)
            | Drawn::ClaimStep(_)
            | Drawn::Exception(_)
            | Drawn::Return(_)
            | Drawn::Debit(_)
            | Drawn::Lead(_)
            | Drawn::LeadAccepted(_)
            | Drawn::Credit(_)
            | Drawn::Target(_)
            | Drawn::Joining(_)
            | Drawn::Membership(_)
            | Drawn::Cancellation(_)
            | Drawn::Purchase(_)
            | Drawn::Rotation(_)
            | Drawn::Protection(_)
            | Drawn::Quote(_)
            | Drawn::Step(_) => None,
        }
    }

    fn sale(&self, sale: &Sale) -> Row {
        let mut row = self.blank(
            FactKind::Sale,
            letter::SALE,
            sale.deal,
            sale.partner,
            sale.day,
        );
        row.claim = symbol(letter::NUMBER, sale.claim);
        let customer = symbol(letter::CUSTOMER, sale.customer);
        let row = row
            .with_text(FIELDS_OF_SALE.seller, symbol(letter::PERSON, sale.seller))
            .with_text(FIELDS_OF_SALE.customer, customer)
            .with_text(FIELDS_OF_SALE.order, symbol(letter::ORDER, sale.deal))
            .with_text(FIELDS_OF_SALE.deal, symbol(letter::DEAL, sale.deal))
            .with_number(FIELDS_OF_SALE.units, sale.units)
            .with_number(FIELDS_OF_SALE.net_amount, sale.amount)
            .with_text(FIELDS_OF_SALE.status, Symbol::ACCEPTED);
        let place = sale
            .kind
            .and_then(|kind| KINDS.iter().position(|each| *each == kind));
        let kind = place.and_then(|place| self.kinds.get(place).copied());
        let row = match kind {
            Some(kind) => row.with_text(FIELDS_OF_SALE.kind, kind),
            None => row,
        };
        match sale.product {
            Some(product) => row.with_reference(product),
            None => row,
        }
    }

    fn extension(&self, asked: &Extension) -> Row {
        let kind = FactKind::DealStep;
        let about = symbol(letter::REGISTRATION, asked.deal);
        self.blank(
            kind,
            letter::EXTENSION,
            asked.deal,
            asked.partner,
            asked.day,
        )
        .with_text(places::DEAL_STEP_ABOUT, about)
        .with_text(places::DEAL_STEP, self.extended)
    }

    fn payment(&self, paid: &Payment) -> Row {
        let kind = FactKind::Payment;
        self.blank(kind, letter::PAYMENT, paid.deal, paid.partner, paid.day)
            .with_text(places::PAYMENT_SALE, symbol(letter::SALE, paid.deal))
            .with_number(places::PAYMENT_AMOUNT, paid.amount)
    }

    fn registration(&self, asked: &Registration) -> Row {
        let kind = FactKind::Registration;
        let decision = if asked.approved {
            Symbol::APPROVED
        } else {
            self.refused
        };
        let decided = self.clock.date(asked.decided);
        self.blank(
            kind,
            letter::REGISTRATION,
            asked.deal,
            asked.partner,
            asked.day,
        )
        .with_text(places::REGISTRATION_DEAL, symbol(letter::DEAL, asked.deal))
        .with_number(places::REGISTRATION_VALUE, asked.value)
        .with_text(places::REGISTRATION_DECISION, decision)
        .with_date(places::REGISTRATION_DECIDED, decided)
    }

    fn learnt(&self, kind: FactKind, letter: u8, learnt: &Learnt) -> Row {
        self.blank(kind, letter, learnt.number, learnt.partner, learnt.day)
            .with_text(places::PERSON, symbol(letter::PERSON, learnt.person))
            .with_reference(learnt.what)
    }

    fn blank(&self, kind: FactKind, letter: u8, number: u64, partner: u32, day: i32) -> Row {
        let date = self.clock.date(day);
        Row::new(kind, symbol(letter, number), PartnerId(partner), date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;
    use crate::semantics::book::Partner;
    use crate::simulate::book::facts::Scribe;

    const PROGRAM: &str = r#"
program acme "Acme" {
  edition 2027
  year    2027-02-01 to 2028-01-31
  money   USD
  round   half up per posting
  zone America/New_York
  languages en
  prevails en
  owner   boss
}
type reseller "Reseller" {}
role boss "Boss" { duty "Owns it." }
line core "Core" {}
product one "One" { line core }
product two "Two" { line core }
certification seller "Seller" {}
certification builder "Builder" {}
track selling "Selling" {
  for    sales at reseller
  course basics "Basics" { 30 minutes; mode on_demand; stage awareness }
  course more "More" { 30 minutes; mode on_demand; stage awareness; after basics }
  grants seller for 12 months refresh every 12 months
}
track building "Building" {
  for    technical at reseller
  course tools "Tools" { 30 minutes; mode on_demand; stage awareness }
  grants builder
}
"#;

    fn program() -> Program {
        let (tree, _) = crate::parse::parse_file(FileId(0), PROGRAM);
        crate::compile::compile(&[tree]).0.unwrap()
    }

    fn sale(product: Option<u16>, kind: Option<&'static str>) -> Drawn {
        Drawn::Sale(Sale {
            deal: 12_345,
            partner: 1,
            day: 40,
            seller: 77,
            customer: 99,
            product,
            units: 3,
            amount: 1_234_56,
            kind,
            claim: 5,
        })
    }

    #[test]
    fn a_row_is_what_the_book_makes_of_the_written_fact() {
        let program = program();
        let clock = Clock {
            start: program.fiscal.start(),
        };
        let names = [Name::new("p0"), Name::new("p1")];
        let scribe = Scribe {
            program: &program,
            partners: &names,
            funds: &[],
            clock,
        };
        let mut book = Book::default();
        for name in &names {
            book.add_partner(Partner::named(name));
        }
        let rows = Rows::of(&program, clock, &mut book);
        let registration = |approved| {
            Drawn::Registration(Registration {
                deal: 5,
                partner: 0,
                day: -3,
                decided: 2,
                value: 9_00,
                approved,
            })
        };
        let paid = Drawn::Payment(Payment {
            deal: 5,
            partner: 0,
            day: 90,
            amount: 1_234_56,
        });
        let learnt = |what| Learnt {
            number: 4,
            partner: 1,
            person: 31,
            day: 11,
            what,
        };
        let all = [
            sale(None, None),
            sale(Some(1), Some(KINDS[2])),
            registration(true),
            registration(false),
            Drawn::Extension(Extension {
                deal: 5,
                partner: 0,
                day: 85,
            }),
            paid,
            Drawn::Completion(learnt(2)),
            Drawn::Certification(learnt(0)),
            Drawn::Certification(learnt(1)),
        ];
        for drawn in &all {
            let written = book.row_of(&program, &scribe.fact(drawn)).unwrap();
            assert_eq!(rows.row(drawn), Some(written), "{drawn:?}");
        }
    }
}
