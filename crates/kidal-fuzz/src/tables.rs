//! Tables of events of our own, in the columns of the two data sets.

const GED_NAMES: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,\
conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,\
number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,\
where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,\
date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

const GED_ROWS: [&str; 2] = [
    "1001,OST-1,2012,1,Clear,1,10,10,Ostrand: Government,20,20,Government of Ostrand - Grey League,30,30,\
Government of Ostrand,40,40,Grey League,2,\"Gazette, 27 March\",Gazette;Agency,2012-03-27;2012-03-28,A clash;The clash,,2,\
Ostrand town,\"Near the mill, east of the town\",Upper province,Ford district,18.4,1.4,POINT (1.4 18.4),155163,Ostrand,432,\
Africa,1,2,2012-03-26 00:00:00.000,2012-03-29 00:00:00.000,3,4,0,2,9,20,7,432,",
    "1002,OST-2,2012,1,Clear,3,10,10,Grey League - Civilians,21,21,Grey League - Civilians,40,40,Grey League,1,1,Civilians,1,\
,Agency,2012-04-01,,A clerk,6,Ostrand,,,,18.0,1.0,POINT (1 18),155162,Ostrand,432,Africa,2,5,2012-03-01,2012-04-30,0,0,12,0,\
12,12,12,,",
];

const ACLED_NAMES: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,\
location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

const ACLED_OLD_NAMES: &str = "ISO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,\
ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,REGION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,LOCATION,LATITUDE,LONGITUDE,\
GEO_PRECISION,SOURCE,SOURCE_SCALE,NOTES,FATALITIES";

/// Tables with and without the names of their columns, with a mark of byte order, and with other signs between the cells.
pub(crate) fn all() -> Vec<String> {
    let ged = format!("{GED_NAMES}\n{}\n{}\n", GED_ROWS[0], GED_ROWS[1]);
    let bare = format!("{}\r\n{}\r\n", GED_ROWS[1], GED_ROWS[0]);
    let acled = format!(
        "\u{feff}{ACLED_NAMES}\nOST12,26 March 2012,2012,2,Political violence,Battles,Armed clash,Grey League,Brown Company; \
Green League,2,Military Forces of Ostrand,,1,12,,466,Region,Ostrand,Adm1,Adm2,,Ostrand,18.4,1.4,1,Gazette; Agency,National,\
\"Clash near the mill, at least 7 dead\",7,,1333000000\n"
    );
    let old = format!(
        "{ACLED_OLD_NAMES}\n466,OST13,13,2012-03-29,2012,1,Battle-No change of territory,Grey League,,2,Military Forces of \
Ostrand,,1,12,Region,Ostrand,Adm1,Adm2,,Ostrand,18.4,1.4,3,Gazette,National,Shots,0\n"
    )
    .replace(',', ";");
    vec![ged, bare, acled, old]
}

/// Words of tables.
pub(crate) const WORDS: &[&str] = &[
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\n",
    ",,,,,,,,,,,,,,",
    "NA",
    "2012-03-26 00:00:00.000",
    "31 February 2012",
    "0",
    "-1",
    "1.5",
    "91.0",
    "best",
    "fatalities",
    "Government of Ostrand",
    "Civilians",
    "POINT (1 18)",
];
