using CaseTracker.Data;
using CaseTracker.Documents;

namespace CaseTracker.Web;

/// <summary>What the documents' part of a record's page shows: the papers issued, to be printed again, with their deliveries.</summary>
/// <param name="Address">The page that hands out the files and takes the deliveries.</param>
/// <param name="HasPdf">LibreOffice is installed.</param>
/// <param name="ByStep">Name of the paper whose delivery is a step of the workflow.</param>
public sealed record DocumentsPanel(string Address, IReadOnlyList<DocumentRow> Rows, bool HasPdf, string ByStep, OfficeClock Clock);
