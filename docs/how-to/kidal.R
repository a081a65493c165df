# Reads the exports of a study in R: base R for CSV, the package `arrow` for Parquet, `jsonlite` for the schema.
#
#   kidal export findings/kidal-2012 --format csv       (or --format parquet)
#   Rscript docs/how-to/kidal.R findings/kidal-2012/export
#
# docs/reference/exports.md says what each column is. Numbers are in full; an empty cell is missing.

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments) > 0) arguments[1] else "findings/kidal-2012/export"

read_table <- function(name) {
  parquet <- file.path(folder, paste0(name, ".parquet"))
  if (file.exists(parquet)) {
    return(as.data.frame(arrow::read_parquet(parquet)))
  }
  csv <- file.path(folder, paste0(name, ".csv"))
  # Not check.names: `parameter.garrison-men` is to keep its name. Ids of streams are hexadecimal texts.
  read.csv(csv, check.names = FALSE, na.strings = "", encoding = "UTF-8",
           colClasses = if (name == "particles") c(stream_root = "character") else NA)
}

moment <- function(text) as.POSIXct(text, format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC")

# --- What was answered, with its Monte-Carlo error and the range under other priors -------------------------------------
questions <- read_table("questions")
answers <- questions[questions$stage == "answer", ]
print(answers[, c("question", "level", "value", "error", "range_low", "range_high", "unit")])

# Moments stand in columns of their own.
dates <- answers[which(answers$unit == "date"), c("question", "time_q05", "time", "time_q95")]
if (!inherits(dates$time, "POSIXct")) {
  dates[-1] <- lapply(dates[-1], moment)
}
print(dates)

# --- Verdicts on claims ------------------------------------------------------------------------------------------------
verdicts <- read_table("verdicts")
print(table(verdicts$verdict, verdicts$ground))

# --- The weighted histories ----------------------------------------------------------------------------------------------
particles <- read_table("particles")
weight <- exp(particles$log_weight - max(particles$log_weight))
weight <- weight / sum(weight)
cat("histories:", nrow(particles), " effective:", round(1 / sum(weight^2)), "\n")
unknowns <- grep("^parameter\\.", names(particles), value = TRUE)
posterior <- vapply(particles[unknowns], function(column) sum(weight * column), numeric(1))
print(round(posterior, 3))

# --- A designed experiment, where the folder is that of a sweep ----------------------------------------------------------
if (any(file.exists(file.path(folder, paste0("sweep_factors", c(".csv", ".parquet")))))) {
  factors <- read_table("sweep_factors")
  print(factors[order(-factors$total), c("outcome", "title", "first_order", "total", "total_error")])
  points <- read_table("sweep_points")
  print(cor(points[grep("^factor\\.", names(points))]))
}
