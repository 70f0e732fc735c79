-- a comment; with a semicolon
create table if not exists Accounts ( # the people
    id serial,
    Email VarChar(100) character set utf8 not null unique comment "the ""address""",
    parent INTEGER UNSIGNED references accounts (id) on delete cascade,
    balance NUMERIC(12, 2) NOT NULL DEFAULT -1.50 CHECK (balance > -100),
    flag BOOL DEFAULT TRUE,
    note NATIONAL CHARACTER VARYING(20),
    score DOUBLE PRECISION default 1e-3,
    big LONG VARCHAR,
    made DATETIME DEFAULT NOW() ON UPDATE NOW(),
    total int as (id * 2) stored,
    constraint pk primary key using btree (id),
    constraint enough check (balance < 10000) not enforced,
    index (Email(10) desc, balance),
    key Email_idx (Email) visible,
    constraint foreign key (parent) references accounts (id)
) engine innodb default character set = utf8mb4, auto_increment 5 comment 'x';
