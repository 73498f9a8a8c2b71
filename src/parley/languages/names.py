"""Names that catalogues translate one by one: weekdays, months, and the cities time zones are called after."""


def marked(_context: str, name: str) -> str:
    """Mark a name for translators; whoever says it asks for it with the same context."""
    return name


WEEKDAYS = (
    marked("weekday", "Mon"), marked("weekday", "Tue"), marked("weekday", "Wed"), marked("weekday", "Thu"),
    marked("weekday", "Fri"), marked("weekday", "Sat"), marked("weekday", "Sun"),
)  # fmt: skip
MONTHS = (
    marked("month", "Jan"), marked("month", "Feb"), marked("month", "Mar"), marked("month", "Apr"),
    marked("month", "May"), marked("month", "Jun"), marked("month", "Jul"), marked("month", "Aug"),
    marked("month", "Sep"), marked("month", "Oct"), marked("month", "Nov"), marked("month", "Dec"),
)  # fmt: skip
# Where companies have offices; the city of any other zone is said as the table of zones spells it.
CITIES = frozenset({
    marked("city", "Abidjan"), marked("city", "Accra"), marked("city", "Addis Ababa"), marked("city", "Adelaide"),
    marked("city", "Algiers"), marked("city", "Almaty"), marked("city", "Amman"), marked("city", "Amsterdam"),
    marked("city", "Anchorage"), marked("city", "Athens"), marked("city", "Auckland"), marked("city", "Baghdad"),
    marked("city", "Bahrain"), marked("city", "Baku"), marked("city", "Bangkok"), marked("city", "Beirut"),
    marked("city", "Belgrade"), marked("city", "Berlin"), marked("city", "Bogota"), marked("city", "Bratislava"),
    marked("city", "Brisbane"), marked("city", "Brussels"), marked("city", "Bucharest"), marked("city", "Budapest"),
    marked("city", "Buenos Aires"), marked("city", "Cairo"), marked("city", "Caracas"), marked("city", "Casablanca"),
    marked("city", "Chicago"), marked("city", "Colombo"), marked("city", "Copenhagen"), marked("city", "Costa Rica"),
    marked("city", "Dakar"), marked("city", "Damascus"), marked("city", "Denver"), marked("city", "Detroit"),
    marked("city", "Dhaka"), marked("city", "Dubai"), marked("city", "Dublin"), marked("city", "Edmonton"),
    marked("city", "Guatemala"), marked("city", "Halifax"), marked("city", "Helsinki"), marked("city", "Ho Chi Minh"),
    marked("city", "Hong Kong"), marked("city", "Honolulu"), marked("city", "Istanbul"), marked("city", "Jakarta"),
    marked("city", "Jerusalem"), marked("city", "Johannesburg"), marked("city", "Karachi"),
    marked("city", "Kathmandu"), marked("city", "Kolkata"), marked("city", "Kuala Lumpur"), marked("city", "Kuwait"),
    marked("city", "Kyiv"), marked("city", "Lagos"), marked("city", "Lima"), marked("city", "Lisbon"),
    marked("city", "Ljubljana"), marked("city", "London"), marked("city", "Los Angeles"),
    marked("city", "Luxembourg"), marked("city", "Madrid"), marked("city", "Malta"), marked("city", "Manila"),
    marked("city", "Melbourne"), marked("city", "Mexico City"), marked("city", "Monterrey"),
    marked("city", "Montevideo"), marked("city", "Moscow"), marked("city", "Nairobi"), marked("city", "New York"),
    marked("city", "Oslo"), marked("city", "Panama"), marked("city", "Paris"), marked("city", "Perth"),
    marked("city", "Phoenix"), marked("city", "Prague"), marked("city", "Puerto Rico"), marked("city", "Qatar"),
    marked("city", "Reykjavik"), marked("city", "Riga"), marked("city", "Riyadh"), marked("city", "Rome"),
    marked("city", "Santiago"), marked("city", "Sao Paulo"), marked("city", "Sarajevo"), marked("city", "Seoul"),
    marked("city", "Shanghai"), marked("city", "Singapore"), marked("city", "Sofia"), marked("city", "St Johns"),
    marked("city", "Stockholm"), marked("city", "Sydney"), marked("city", "Taipei"), marked("city", "Tallinn"),
    marked("city", "Tbilisi"), marked("city", "Tehran"), marked("city", "Tokyo"), marked("city", "Toronto"),
    marked("city", "Tunis"), marked("city", "UTC"), marked("city", "Vancouver"), marked("city", "Vienna"),
    marked("city", "Vilnius"), marked("city", "Warsaw"), marked("city", "Winnipeg"), marked("city", "Yangon"),
    marked("city", "Zagreb"), marked("city", "Zurich"),
})  # fmt: skip
