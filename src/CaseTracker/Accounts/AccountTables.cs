using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Accounts;

public static class AccountTables
{
    extension(CaseDb db)
    {
        public DbSet<User> Users => db.Set<User>();

        public DbSet<RoleGrant> RoleGrants => db.Set<RoleGrant>();

        public DbSet<Cover> Covers => db.Set<Cover>();

        public DbSet<Department> Departments => db.Set<Department>();

        public DbSet<DepartmentHead> DepartmentHeads => db.Set<DepartmentHead>();
    }
}
