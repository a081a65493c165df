//! scratch
#![allow(clippy::all, missing_docs, clippy::print_stdout)]
use crate::model::BattleModel;
use crate::options::{Case, WeighOptions};
use crate::prepare::prepare;
use crate::view::View;
use crate::weigh::sample;

pub fn look(case: Case<'_>, options: &WeighOptions) {
    let prepared = prepare(case, options).unwrap();
    let model = BattleModel::new(
        &prepared.scenario.scenario,
        &prepared.probes,
        Some(&prepared.accounts),
        &prepared.parameters,
    );
    let sampled = sample(&model, case, options, None, &mut crate::options::Quiet).unwrap();
    let p = &sampled.posterior;
    println!(
        "log evidence {:.2} ± {:.2} histories {} work {}",
        p.log_evidence.value, p.log_evidence.error, p.histories, p.work
    );
    for t in &p.temperatures {
        println!(
            "t {:.4} ratio {:.2} ess {:.0}/{:.0} anc {:.1} acc {:.3}",
            t.temperature,
            t.log_ratio.value,
            t.ess,
            t.particles,
            t.distinct_ancestors,
            t.acceptance
        );
    }
    if let Some(t) = p.temperatures.last() {
        for one in &t.moves {
            println!(
                "   {:?} share {:.2}: acc {:.3} jump {:.3} work {:.0} n {}",
                one.kind,
                one.share,
                one.accepted as f64 / one.proposed.max(1) as f64,
                one.jump,
                one.work as f64 / one.proposed.max(1) as f64,
                one.proposed
            );
        }
    }
    let n = p.islands.len();
    for (i, r) in p.islands.iter().enumerate() {
        println!(
            "island {i}: {:.2} ± {:.2} share {:.3} ancestors {}",
            r.log_evidence.value, r.log_evidence.error, r.share, r.distinct_ancestors
        );
    }
    for b in 0..prepared.scenario.scenario.blocks() {
        println!("BLOCKNAME {b} {}", prepared.scenario.scenario.block_name(b));
    }
    // autocorrelation along chains at the end
    let chain = options.effort.chain as usize;
    for lag in [1usize, 4, 16, 64] {
        let mut line = format!("lag {lag:3}");
        let mut f = |name: &str, get: &dyn Fn(&kidal_weigh::Particle) -> f64| {
            let (mut num, mut den) = (0.0, 0.0);
            let all: Vec<f64> = p.particles.iter().map(|q| get(q)).collect();
            for c in all.chunks(chain) {
                let m = c.iter().sum::<f64>() / c.len() as f64;
                for i in 0..c.len() {
                    den += (c[i] - m).powi(2) / c.len() as f64;
                }
                for i in 0..c.len() - lag {
                    num += (c[i] - m) * (c[i + lag] - m) / (c.len() - lag) as f64;
                }
            }
            line += &format!(" {name} {:.2}", num / den);
        };
        f("ll", &|q| q.log_likelihood);
        for (j, x) in p.parameters.iter().enumerate() {
            f(&x.name, &|q| q.parameters[j]);
        }
        println!("{line}");
    }
    let view = View::weighted(&p.particles);
    let rows: Vec<Vec<usize>> = (0..n)
        .map(|i| {
            (0..p.particles.len())
                .filter(|k| p.particles[*k].island == i as u32)
                .collect()
        })
        .collect();
    let wmean = |rows: &Vec<usize>, f: &dyn Fn(usize) -> f64| {
        let m = rows
            .iter()
            .map(|k| view.log_weights[*k])
            .fold(f64::NEG_INFINITY, f64::max);
        let (mut s, mut t, mut q) = (0.0, 0.0, 0.0);
        for k in rows {
            let w = (view.log_weights[*k] - m).exp();
            let v = f(*k);
            if v.is_finite() {
                s += w;
                t += w * v;
                q += w * v * v;
            }
        }
        (t / s, (q / s - (t / s) * (t / s)).max(0.0).sqrt())
    };
    println!("-- parameters");
    for (j, q) in p.parameters.iter().enumerate() {
        print!("{:24}", q.name);
        for r in &rows {
            let (m, s) = wmean(r, &|k| p.particles[k].parameters[j]);
            print!(" | {m:9.3} {s:8.3}");
        }
        println!();
    }
    println!("-- loglik");
    print!("{:24}", "loglik");
    for r in &rows {
        let (m, s) = wmean(r, &|k| p.particles[k].log_likelihood);
        let mx = r
            .iter()
            .map(|k| p.particles[*k].log_likelihood)
            .fold(f64::NEG_INFINITY, f64::max);
        print!(" | {m:9.3} {s:6.2} max {mx:8.2}");
    }
    println!();
    println!("-- events (share happened; mean day since zero)");
    for (id, c) in &prepared.events {
        let v = view.values(c);
        print!("{:24}", id);
        for r in &rows {
            let (h, _) = wmean(r, &|k| if v[k].is_finite() { 1.0 } else { 0.0 });
            let (m, s) = wmean(r, &|k| v[k] / 86400.0);
            print!(" | {h:4.2} {m:7.3} {s:6.3}");
        }
        println!();
    }
    println!("-- terms (mean, sd)");
    let mut all: Vec<(f64, String)> = Vec::new();
    for (t, u) in prepared.accounts.utterances.iter().enumerate() {
        let mut line = format!("{:40}", u.id);
        let mut ms = vec![];
        for r in &rows {
            let (m, s) = wmean(r, &|k| p.particles[k].terms[t]);
            ms.push(m);
            line += &format!(" | {m:8.2} {s:5.2}");
        }
        line += &format!(
            "  n={} {:?}",
            u.claims.len(),
            u.claims
                .iter()
                .map(|c| case.dossier.claims[prepared.accounts.claims[*c].claim]
                    .id
                    .value
                    .clone())
                .collect::<Vec<_>>()
        );
        let d = ms.iter().cloned().fold(f64::NEG_INFINITY, f64::max)
            - ms.iter().cloned().fold(f64::INFINITY, f64::min);
        all.push((d, line));
    }
    for (_, l) in all {
        println!("{l}");
    }
}
