//! Writing a difference, in an order that no reference is missed by.

use super::difference::Difference;
use crate::dispatch::both;
use crate::{StoreError, Tx, batch};
use palier_domain::id::{LandlordId, TenancyId};

pub(super) async fn write(
    tx: &mut Tx,
    landlord: LandlordId,
    found: &Difference,
) -> Result<(), StoreError> {
    stock(tx, landlord, found).await?;
    persons(tx, landlord, found).await?;
    batch::insert!(
        tx,
        "INSERT INTO tenancy (id, landlord_id, dwelling_id, reference, starts_on, ends_on)",
        "ON CONFLICT (id) DO UPDATE SET dwelling_id = excluded.dwelling_id,
            starts_on = excluded.starts_on, ends_on = excluded.ends_on",
        found.tenancies,
        |tenancy| tenancy.id,
        landlord,
        tenancy.dwelling_id,
        tenancy.reference.as_str(),
        tenancy.starts_on,
        tenancy.ends_on,
    );
    for tenancies in found.rehold.chunks(batch::ROWS) {
        remove_holders(tx, tenancies).await?;
    }
    batch::insert!(
        tx,
        "INSERT INTO tenancy_holder (tenancy_id, person_id, rank)",
        "",
        found.holders,
        |(tenancy, person, rank)| tenancy,
        person,
        rank,
    );
    Ok(())
}

async fn stock(tx: &mut Tx, landlord: LandlordId, found: &Difference) -> Result<(), StoreError> {
    batch::insert!(
        tx,
        "INSERT INTO estate (id, landlord_id, name)",
        "",
        found.estates,
        |(id, name)| id,
        landlord,
        name.as_str(),
    );
    batch::insert!(
        tx,
        "INSERT INTO building (id, estate_id, name)",
        "",
        found.buildings,
        |(id, estate, name)| id,
        estate,
        name.as_str(),
    );
    batch::insert!(
        tx,
        "INSERT INTO dwelling (id, landlord_id, building_id, reference)",
        "ON CONFLICT (id) DO UPDATE SET building_id = excluded.building_id",
        found.dwellings,
        |dwelling| dwelling.id,
        landlord,
        dwelling.building_id,
        dwelling.reference.as_str(),
    );
    Ok(())
}

async fn persons(tx: &mut Tx, landlord: LandlordId, found: &Difference) -> Result<(), StoreError> {
    batch::insert!(
        tx,
        "INSERT INTO person
            (id, landlord_id, reference, name, birth_date, email, phone, address)",
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, birth_date = excluded.birth_date,
            email = excluded.email, phone = excluded.phone, address = excluded.address",
        found.persons,
        |person| person.id,
        landlord,
        person.reference.as_str(),
        person.name.as_str(),
        person.birth_date,
        person.email.as_deref(),
        person.phone.as_deref(),
        person.address.as_str(),
    );
    Ok(())
}

async fn remove_holders(tx: &mut Tx, tenancies: &[TenancyId]) -> Result<(), StoreError> {
    let sql = format!(
        "DELETE FROM tenancy_holder WHERE tenancy_id IN {}",
        batch::list(1, tenancies.len())
    );
    both!(tx.on(), |at| {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for tenancy in tenancies {
            query = query.bind(tenancy);
        }
        query.execute(at).await.map(drop)
    })
}
