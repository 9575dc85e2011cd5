using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseTracker.Data;

namespace CaseTracker.Governance;

/// <summary>
/// Drawing lots by a rule that anybody can repeat (docs/lots.md has it step by step). Each list is put in the order of its keys' UTF-8 bytes; a Fisher–Yates shuffle runs from the last place to the second,
/// its numbers are the first 8 bytes, big-endian, of SHA-256(seed|list|0), SHA-256(seed|list|1), …; a number in the last, incomplete round of the modulus is passed over. The first places are drawn.
/// </summary>
public static class Lots
{
    public const string Algorithm = "fisher-yates-sha256-1";

    /// <summary>One name on a list. <paramref name="Key"/>: code and name, by which it is put in order. <paramref name="Avoids"/>: of an officer, whom he must not inspect, or * for all of this task.</summary>
    public sealed record Entry(string Key, string Name, string? Code, DateOnly? ValidTo = null, IReadOnlyList<string>? Avoids = null)
    {
        public static Entry Of(string name, string? code, DateOnly? validTo = null, IReadOnlyList<string>? avoids = null) => new($"{code} {name}".Trim(), name, code, validTo, avoids);
    }

    /// <summary>Everything a drawing rests on beside its seed.</summary>
    public sealed record Input(IReadOnlyList<Entry> Subjects, IReadOnlyList<Entry> Officers, int SubjectCount, int OfficerCount)
    {
        public string ToJson() => CanonicalJson.Of(this);

        public static Input FromJson(string json) => JsonSerializer.Deserialize<Input>(json, Web)!;
    }

    /// <summary>Keys that were drawn, in the order in which they came.</summary>
    public sealed record Result(IReadOnlyList<string> Subjects, IReadOnlyList<string> Officers)
    {
        public string ToJson() => CanonicalJson.Of(this);

        public static Result FromJson(string json) => JsonSerializer.Deserialize<Result>(json, Web)!;
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Draws the subjects, then the officers from those who need not avoid any of them. Refuses where too few are left.</summary>
    public static Result Draw(Input input, string seed)
    {
        var subjects = Draw(input.Subjects, input.SubjectCount, seed, "subjects");
        var names = subjects.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var free = input.Officers.Where(o => o.Avoids?.Any(a => a == "*" || names.Contains(a)) != true).ToList();
        if (free.Count < input.OfficerCount)
        {
            throw new RefusedException(new Reason($"持有效执法证、无须回避的执法人员只有{free.Count}人，不足{input.OfficerCount}人；请核对执法人员名册和回避情况", "《行政处罚法》第四十二条、第四十三条", Field: "officerCount"));
        }

        return new([.. subjects.Select(s => s.Key)], [.. Draw(free, input.OfficerCount, seed, "officers").Select(o => o.Key)]);
    }

    /// <summary>SHA-256 of the input as it is stored, in hex.</summary>
    public static string FingerprintOf(string input) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input)));

    /// <summary>A seed that nobody chose: 128 random bits in hex.</summary>
    public static string NewSeed() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static List<Entry> Draw(IEnumerable<Entry> list, int count, string seed, string label)
    {
        var places = list.OrderBy(e => Convert.ToHexString(Encoding.UTF8.GetBytes(e.Key)), StringComparer.Ordinal).ToList();
        var index = 0;
        for (var last = places.Count - 1; last > 0; last--)
        {
            var chosen = Next((ulong)last + 1);
            (places[last], places[chosen]) = (places[chosen], places[last]);
        }

        return [.. places.Take(count)];

        int Next(ulong sides)
        {
            // 2^64 is no multiple of most numbers of sides: the rest at the top would favour the first places.
            var rest = (ulong.MaxValue % sides + 1) % sides;
            while (true)
            {
                var number = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{label}|{index++}")));
                if (number <= ulong.MaxValue - rest)
                {
                    return (int)(number % sides);
                }
            }
        }
    }
}
