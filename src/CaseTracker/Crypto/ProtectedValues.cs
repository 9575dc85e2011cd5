using CaseTracker.Data;
using Microsoft.EntityFrameworkCore;

namespace CaseTracker.Crypto;

/// <summary>The one place where protected values are kept, read, found, replaced and erased; always within the caller's write and after the caller's check of the owner.</summary>
public sealed class ProtectedValues(CaseDb db, Keys keys)
{
    private const string Table = "protected_values";

    /// <summary>Where a value belongs, without the value itself.</summary>
    public sealed record Place(string OwnerKind, Guid OwnerId, ProtectedField Field);

    /// <summary>Adds a value to the running write and gives the id under which the owner remembers it.</summary>
    /// <param name="isFindable">False for accusations: no search by number may reveal that they exist.</param>
    public Guid Keep(string ownerKind, Guid ownerId, ProtectedField field, string text, bool isFindable = true)
    {
        var id = Guid.NewGuid();
        db.ProtectedValues.Add(new ProtectedValue
        {
            Id = id,
            OwnerKind = ownerKind,
            OwnerId = ownerId,
            Field = field,
            KeyId = keys.Fields.CurrentKeyId,
            Bytes = keys.Fields.Encrypt(text, Table, field.ToString(), id),
            BlindIndex = isFindable ? IndexOf(field, text) : null,
        });
        return id;
    }

    /// <summary>The id to remember after an edit: the old one where nothing changed, a new one for a new text, null for none. The replaced value stays for the history and is no longer found.</summary>
    public async Task<Guid?> ReplaceAsync(Guid? old, string ownerKind, Guid ownerId, ProtectedField field, string? text, CancellationToken cancel, bool isFindable = true)
    {
        if (old is { } id && await db.ProtectedValues.FindAsync([id], cancel) is { } before)
        {
            if (TextOf(before) == text)
            {
                return id;
            }

            before.BlindIndex = null;
        }

        return string.IsNullOrWhiteSpace(text) ? null : Keep(ownerKind, ownerId, field, text, isFindable);
    }

    /// <summary>The full text; null where the value was erased. Throws <see cref="DamagedValueException"/> where it was tampered with.</summary>
    public async Task<string?> ReadAsync(Guid? id, CancellationToken cancel) =>
        id is { } wanted && (await ReadAsync([wanted], cancel)).TryGetValue(wanted, out var text) ? text : null;

    /// <summary>The full texts of many values at once, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var texts = db.ProtectedValues.Local.Where(v => ids.Contains(v.Id)).ToDictionary(v => v.Id, TextOf);
        foreach (var chunk in ids.Where(i => !texts.ContainsKey(i)).Distinct().Chunk(500))
        {
            await foreach (var value in db.ProtectedValues.AsNoTracking().Where(v => chunk.Contains(v.Id)).AsAsyncEnumerable().WithCancellation(cancel))
            {
                texts.Add(value.Id, TextOf(value));
            }
        }

        return texts;
    }

    /// <summary>Where a value belongs; null where there is none of that id.</summary>
    public Task<Place?> PlaceOfAsync(Guid id, CancellationToken cancel) =>
        db.ProtectedValues.AsNoTracking().Where(v => v.Id == id).Select(v => new Place(v.OwnerKind, v.OwnerId, v.Field)).FirstOrDefaultAsync(cancel);

    /// <summary>Owners of that kind that have exactly this value, however it is spelled. The caller keeps an audit entry of a search by full number.</summary>
    public async Task<IReadOnlyList<Guid>> FindAsync(string ownerKind, ProtectedField field, string typed, CancellationToken cancel)
    {
        if (IndexOf(field, typed) is not { } index)
        {
            return [];
        }

        // Doubles are dropped here: DISTINCT in the query lures SQLite into walking every value of the kind in the order of the owners.
        var owners = await db.ProtectedValues.AsNoTracking().Where(v => v.BlindIndex == index && v.Field == field && v.OwnerKind == ownerKind).Select(v => v.OwnerId).ToListAsync(cancel);
        return [.. owners.Distinct()];
    }

    /// <summary>Takes a value out of the database for good (个人信息保护法第四十七条); whoever remembers its id reads null from then on.</summary>
    public async Task EraseAsync(Guid id, CancellationToken cancel)
    {
        if (await db.ProtectedValues.FindAsync([id], cancel) is { } value)
        {
            db.ProtectedValues.Remove(value);
        }
    }

    private string TextOf(ProtectedValue value) => keys.Fields.Decrypt(value.Bytes, Table, value.Field.ToString(), value.Id);

    private byte[]? IndexOf(ProtectedField field, string text)
    {
        var normal = field switch
        {
            ProtectedField.IdNumber => Normalised.IdNumber(text),
            ProtectedField.Phone or ProtectedField.BankNumber => Normalised.Phone(text),
            ProtectedField.Address or ProtectedField.HealthNote or ProtectedField.ReporterName or ProtectedField.ReporterContact
                or ProtectedField.AccusationText or ProtectedField.FileName => "",
        };
        return normal.Length == 0 ? null : keys.BlindIndex.Of(field.ToString(), normal);
    }
}
