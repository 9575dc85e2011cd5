using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseTracker.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Books : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ReceivingLeader",
                table: "petitions",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "book_lines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Book = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    RecordId = table.Column<Guid>(type: "uuid", nullable: false),
                    Marks = table.Column<string>(type: "text", nullable: false),
                    DoubleMark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_book_lines", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_book_lines_Book_Number",
                table: "book_lines",
                columns: new[] { "Book", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "book_lines");

            migrationBuilder.DropColumn(
                name: "ReceivingLeader",
                table: "petitions");
        }
    }
}
