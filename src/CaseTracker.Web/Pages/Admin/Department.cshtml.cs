using CaseTracker.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaseTracker.Web.Pages.Admin;

[AllowedTo(Permission.SeeAccounts)]
public sealed class DepartmentModel(ListDepartments list, ListColleagues colleagues, ChangeDepartment changeDepartment, AppointHead appointHead) : FormPage
{
    [FromRoute] public Guid Id { get; init; }
    public DepartmentRow Department { get; private set; } = null!;
    public ChangeDepartment.Command Change { get; private set; } = new();
    public AppointHead.Command Appoint { get; private set; } = new();
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];
    public bool MayChange => Actor.May(Permission.AdminDepartments);
    public bool MayAppoint => Actor.May(Permission.AdminRoles);

    private string Here => $"/admin/departments/{Id}";

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task<IActionResult> OnPostChangeAsync([FromForm] ChangeDepartment.Command change, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await changeDepartment.ExecuteAsync(change with { DepartmentId = Id }, Actor, cancel);
        return Done(Here, "科室资料已保存");
    }, async () =>
    {
        await LoadAsync(cancel);
        Change = change;
    });

    public Task<IActionResult> OnPostAppointAsync([FromForm] AppointHead.Command appoint, CancellationToken cancel) => SubmitAsync(async () =>
    {
        await appointHead.ExecuteAsync(appoint with { DepartmentId = Id }, Actor, cancel);
        return Done(Here, "任命已保存");
    }, async () =>
    {
        await LoadAsync(cancel);
        Appoint = appoint;
    });

    private async Task LoadAsync(CancellationToken cancel)
    {
        Department = (await list.ExecuteAsync(cancel)).FirstOrDefault(d => d.Id == Id) ?? throw new NotFoundException("科室");
        Change = new ChangeDepartment.Command { Name = Department.Name, IsPetitionOffice = Department.IsPetitionOffice, IsRetireeOffice = Department.IsRetireeOffice, IsSubordinate = Department.IsSubordinate, IsClosed = Department.IsClosed, Rank = Department.Rank };
        People = await colleagues.ChoicesAsync(except: null, cancel);
    }
}
