using CaseTracker.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Accounts;

/// <summary>Accounts in one call: ASP.NET Core Identity's core over our context, in our transactions, and every use case.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountOptions options)
    {
        services.AddSingleton(options);
        services.AddIdentityCore<User>(o => o.User.AllowedUserNameCharacters = ""); // any: UserNames decides
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordHashing.Rounds);
        services.AddScoped<IUserStore<User>>(sp => new UserOnlyStore<User, CaseDb, Guid>(sp.GetRequiredService<CaseDb>()) { AutoSaveChanges = false });
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<PasswordHashing>().AddSingleton<PasswordRules>().AddSingleton<SignInAddresses>();

        services.AddScoped<LoadActor>().AddScoped<SignIn>().AddScoped<CheckSession>().AddScoped<EndSession>().AddScoped<ActivateAccount>();
        services.AddScoped<ChangePassword>().AddScoped<ChangeOwnProfile>().AddScoped<ResetPassword>().AddScoped<UnlockAccount>();
        services.AddScoped<AddUser>().AddScoped<ChangeUser>().AddScoped<CloseUser>().AddScoped<GrantRole>().AddScoped<RevokeRole>();
        services.AddScoped<AddDepartment>().AddScoped<ChangeDepartment>().AddScoped<AppointHead>().AddScoped<SetCover>().AddScoped<EndCover>();
        services.AddScoped<CreateToken>().AddScoped<RevokeToken>().AddScoped<FindTokenOwner>().AddScoped<FirstStart>();
        services.AddScoped<ListUsers>().AddScoped<GetUser>().AddScoped<ListDepartments>().AddScoped<ListCovers>().AddScoped<ListColleagues>();
        return services;
    }
}
