using System.Buffers;
using System.Threading.Channels;

namespace CaseTracker.Excel;

/// <summary>Deflates and sends rows on another thread while the next ones are formatted: of a long ledger that is half of the work. The blocks are those of the writer, so the same rows give the same bytes.</summary>
internal sealed class Packing
{
    private const int Ahead = 4;

    private readonly Channel<(byte[] Block, int Length)> blocks = Channel.CreateBounded<(byte[], int)>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
    private readonly Task work;

    public Packing(Stream part, PendingStream pending, CancellationToken cancellation) => work = Task.Run(() => PackAsync(part, pending, cancellation), CancellationToken.None);

    /// <summary>Hands over a rented block; waits while too many are ahead.</summary>
    public ValueTask AddAsync((byte[] Block, int Length) rows, CancellationToken cancellation) => blocks.Writer.WriteAsync(rows, cancellation);

    /// <summary>Afterwards everything is in the part. Throws what went wrong on the other thread.</summary>
    public Task EndAsync()
    {
        blocks.Writer.TryComplete();
        return work;
    }

    private async Task PackAsync(Stream part, PendingStream pending, CancellationToken cancellation)
    {
        try
        {
            await foreach (var (block, length) in blocks.Reader.ReadAllAsync(CancellationToken.None))
            {
                part.Write(block, 0, length);
                ArrayPool<byte>.Shared.Return(block);
                await pending.SendAsync(cancellation);
            }
        }
        finally
        {
            blocks.Writer.TryComplete(); // nobody waits for what does not go on
        }
    }
}
