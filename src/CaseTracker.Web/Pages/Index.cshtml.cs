using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseTracker.Web.Pages;

[AllowedTo]
public sealed class IndexModel : PageModel
{
}
