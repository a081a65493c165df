//! Products of many masses.

use kidal_math::ln;

/// ln of a product, the logarithm taken only where the product would leave the range of numbers.
#[derive(Clone, Copy)]
pub(crate) struct LogProduct {
    logarithm: f64,
    factor: f64,
}

impl Default for LogProduct {
    fn default() -> Self {
        Self {
            logarithm: 0.0,
            factor: 1.0,
        }
    }
}

impl LogProduct {
    /// Multiplies by a mass. Factors from 1e-200 and masses from 1e-100 have a product that is a normal number.
    pub(crate) fn take(&mut self, mass: f64) {
        if self.factor < 1e-200 || mass < 1e-100 {
            self.logarithm += ln(self.factor);
            self.factor = mass;
        } else {
            self.factor *= mass;
        }
    }

    pub(crate) fn ln(self) -> f64 {
        self.logarithm + ln(self.factor)
    }
}

#[cfg(test)]
mod tests {
    use super::LogProduct;
    use kidal_math::ln;

    #[test]
    fn a_product_far_below_the_least_number_keeps_its_logarithm() {
        let masses = [
            1e-9, 0.3, 1e-290, 1e-180, 0.7, 1e-99, 1e-99, 1e-99, 0.5, 1e-300,
        ];
        let mut product = LogProduct::default();
        let mut sum = 0.0;
        for _ in 0..20 {
            for mass in masses {
                product.take(mass);
                sum += ln(mass);
            }
        }
        assert!(
            (product.ln() - sum).abs() < 1e-9 * sum.abs(),
            "{} {sum}",
            product.ln()
        );
        product.take(0.0);
        assert_eq!(product.ln(), f64::NEG_INFINITY);
    }
}
