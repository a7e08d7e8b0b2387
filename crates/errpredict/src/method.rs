//! The list of methods of a family, written once.
//!
//! `methods!` turns one line per method into two enums: any settings and any fitted model, both tagged with
//! `"method"` in JSON. So a new method is one file and one line, and is then in the program, the HTTP API and
//! every binding. Unknown methods are refused with the list of names, unknown settings with the list of settings.

/// Writes the settings enum and the fitted enum of a family.
///
/// ```text
/// methods! {
///     /// Any forecaster, chosen by name.
///     Forecaster / FittedForecaster: fit(history: &Series, seed: u64) via Method / Fitted {
///         /// The last season repeated.
///         "seasonal_naive" => SeasonalNaive(seasonal_naive::SeasonalNaive, seasonal_naive::FittedSeasonalNaive),
///         /// Behind a cargo feature.
///         #[cfg(feature = "lstm")]
///         "lstm" => Lstm(lstm::Lstm, lstm::FittedLstm),
///     }
/// }
/// ```
///
/// The settings enum gets `NAMES`, `ABOUT`, `name()`, `from_name()` (default settings) and `fit(...)`, which calls
/// the family's `Method::fit`, and `work(...)`, which calls `Method::work`. The fitted enum gets `name()` and `as_fitted()` / `as_fitted_mut()`, a reference to
/// the family's object-safe `Fitted` trait, and is checked by that trait's `is_sound` when it is read.
macro_rules! methods {
    (
        $(#[$list_doc:meta])*
        $list:ident / $fitted_list:ident : fit($($arg:ident : $arg_type:ty),* $(,)?) via $($rest:tt)+
    ) => {
        // The arguments are handed on twice, as a list and as one token: a list cannot repeat inside another.
        $crate::method::methods! {
            @write ($($arg),*)
            $(#[$list_doc])*
            $list / $fitted_list: fit($($arg : $arg_type),*) via $($rest)+
        }
    };
    (
        @write $call:tt
        $(#[$list_doc:meta])*
        $list:ident / $fitted_list:ident : fit($($arg:ident : $arg_type:ty),*)
            via $method_trait:ident / $fitted_trait:ident
        {
            $( #[doc = $about:literal] $(#[$only:meta])? $name:literal => $variant:ident($settings:ty, $fitted:ty) ),+ $(,)?
        }
    ) => {
        $(#[$list_doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "method")]
        pub enum $list {
            $( #[doc = $about] $(#[$only])? #[serde(rename = $name)] $variant($settings), )+
        }

        impl $list {
            /// The names of all methods, in the order of the list.
            pub const NAMES: &'static [&'static str] = &[$($(#[$only])? $name),+];

            /// Name and one-line description of all methods, in the order of the list.
            pub const ABOUT: &'static [(&'static str, &'static str)] = &[$($(#[$only])? ($name, $about)),+];

            /// The name this method is chosen by.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $( $(#[$only])? $list::$variant(_) => $name, )+ }
            }

            /// The method of that name with its default settings.
            ///
            /// # Errors
            /// `unknown_name`, with the list of names.
            pub fn from_name(name: &str) -> $crate::error::Result<Self> {
                match name {
                    $( $(#[$only])? $name => Ok($list::$variant(<$settings>::default())), )+
                    _ => Err($crate::error::Error::unknown("method", name, Self::NAMES)),
                }
            }

            /// Fits the chosen method.
            ///
            /// # Errors
            /// Those of the method: `invalid_setting`, `not_enough_data`, `invalid_argument`.
            pub fn fit(&self, $($arg: $arg_type),*) -> $crate::error::Result<$fitted_list> {
                Ok(match self {
                    $( $(#[$only])? $list::$variant(settings) =>
                        $fitted_list::$variant($crate::method::methods!(@call $method_trait settings $call)?), )+
                })
            }

            /// What fitting the chosen method to data of that size is estimated to take, as its family's `Method::work` says.
            #[must_use]
            pub fn work(&self, long: usize, wide: usize) -> $crate::work::Work {
                match self {
                    $( $(#[$only])? $list::$variant(settings) => $method_trait::work(settings, long, wide), )+
                }
            }
        }

        #[doc = concat!("A fitted [`", stringify!($list), "`].")]
        ///
        /// Saved and read by serde; what is read is refused where its parts do not fit each other.
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        #[serde(tag = "method")]
        #[allow(clippy::large_enum_variant, reason = "one model is held at a time, never arrays of them; not every family is that uneven")]
        pub enum $fitted_list {
            $( #[doc = $about] $(#[$only])? #[serde(rename = $name)] $variant($fitted), )+
        }

        impl<'de> serde::Deserialize<'de> for $fitted_list {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                #[serde(tag = "method")]
                #[allow(clippy::large_enum_variant, reason = "as the list itself")]
                enum Unchecked {
                    $( $(#[$only])? #[serde(rename = $name)] $variant($fitted), )+
                }
                let model = match Unchecked::deserialize(deserializer)? {
                    $( $(#[$only])? Unchecked::$variant(model) => $fitted_list::$variant(model), )+
                };
                if model.as_fitted().is_sound() {
                    Ok(model)
                } else {
                    let message = format!("the parts of this model `{}` do not fit each other", model.name());
                    Err(<D::Error as serde::de::Error>::custom(message))
                }
            }
        }

        impl $fitted_list {
            /// The name of the method that was fitted.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $( $(#[$only])? $fitted_list::$variant(_) => $name, )+ }
            }

            /// The fitted model behind its family's trait.
            #[must_use]
            pub fn as_fitted(&self) -> &dyn $fitted_trait {
                match self { $( $(#[$only])? $fitted_list::$variant(model) => model, )+ }
            }

            /// The fitted model behind its family's trait, to update it.
            #[must_use]
            pub fn as_fitted_mut(&mut self) -> &mut dyn $fitted_trait {
                match self { $( $(#[$only])? $fitted_list::$variant(model) => model, )+ }
            }
        }
    };
    (@call $method_trait:ident $settings:ident ($($arg:ident),*)) => {
        $method_trait::fit($settings, $($arg),*)
    };
}

pub(crate) use methods;
