using System.Buffers;

namespace CaseTracker.Excel;

/// <summary>Holds what the zip writes until it is sent: ZipArchive ends its entries synchronously, which a response body forbids.</summary>
internal sealed class PendingStream(Stream output) : Stream
{
    private readonly ArrayBufferWriter<byte> pending = new(256 * 1024);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async ValueTask SendAsync(CancellationToken cancellation)
    {
        await output.WriteAsync(pending.WrittenMemory, cancellation);
        pending.ResetWrittenCount();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => pending.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => pending.Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => pending.Write([value]);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
