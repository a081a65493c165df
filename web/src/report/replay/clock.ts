// Moments in local time, as the rest of the page writes them.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `30 Mar, 06:15`: seconds since 1970, and local time minus UTC. */
export function moment(unix: number, offset: number): string {
  const date = new Date((Math.floor(unix / 60) * 60 + offset) * 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}
