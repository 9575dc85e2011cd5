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

        public DbSet<SignInSession> SignInSessions => db.Set<SignInSession>();

        public DbSet<ApiToken> ApiTokens => db.Set<ApiToken>();

        /// <summary>The department to which the services to retired cadres belong: the one named as 老干部工作科室, until one is named the 信访机构, which always exists.</summary>
        internal Task<Guid> RetireeOfficeAsync(CancellationToken cancel) =>
            db.Departments.Where(d => (d.IsRetireeOffice || d.IsPetitionOffice) && !d.IsClosed).OrderByDescending(d => d.IsRetireeOffice).Select(d => d.Id).FirstAsync(cancel);

        /// <summary>Loads an account to change it, inside the running write, after whoever else is changing it.</summary>
        internal async Task<User> LockUserAsync(Guid id, CancellationToken cancel)
        {
            await db.LockAsync($"account {id}", cancel);
            var user = await db.Users.FirstOrDefaultAsync(u => u.Id == id, cancel) ?? throw new NotFoundException("账号");
            await db.Entry(user).ReloadAsync(cancel); // it may have been read in this context before the lock
            return user;
        }

        /// <summary>Ends every session of an account, inside the running write.</summary>
        internal Task<int> EndSessionsAsync(Guid userId, DateTime now, CancellationToken cancel) =>
            db.SignInSessions.Where(s => s.UserId == userId && s.EndedAt == null).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedAt, now), cancel);
    }
}
